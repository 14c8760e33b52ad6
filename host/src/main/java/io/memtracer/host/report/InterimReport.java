package io.memtracer.host.report;

import java.util.Set;

/**
 * What is to be said about a run that goes on.
 *
 * @param report what is known of it so far
 * @param atEndOnly labels of analyzers that say nothing before the end
 */
public record InterimReport(TraceReport report, Set<String> atEndOnly) {

  public InterimReport {
    atEndOnly = Set.copyOf(atEndOnly);
  }
}
