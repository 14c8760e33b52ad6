package io.memtracer.api.result;

import java.util.List;

/**
 * What an analyzer found: sections, in the order in which they should be read.
 *
 * <p>Everything in a result is an immutable value: two analyzers that found the same return equal
 * results.
 *
 * @param sections the sections; their keys differ
 */
public record AnalysisResult(List<Section> sections) {

  public AnalysisResult {
    sections = List.copyOf(sections);
    Keys.requireDistinct("sections", sections.stream().map(Section::key).toList());
  }

  /**
   * A result from sections.
   *
   * @param sections the sections in order
   * @return the result
   */
  public static AnalysisResult of(final Section... sections) {
    return new AnalysisResult(List.of(sections));
  }
}
