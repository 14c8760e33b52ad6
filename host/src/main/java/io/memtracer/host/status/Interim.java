package io.memtracer.host.status;

import java.util.List;
import java.util.Set;

/**
 * What is known of a run that goes on.
 *
 * @param analyzers how each fares, in the order asked for; its result is what it found so far
 * @param atEndOnly labels of those that have said nothing when they were asked
 * @param tasks who made the accesses so far
 */
public record Interim(List<AnalyzerOutcome> analyzers, Set<String> atEndOnly, Attribution tasks) {

  public Interim {
    analyzers = List.copyOf(analyzers);
    atEndOnly = Set.copyOf(atEndOnly);
  }
}
