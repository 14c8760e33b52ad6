package io.memtracer.api.result;

import java.util.List;

/**
 * What an analyzer found: sections, in the order in which they should be read.
 *
 * <p>Everything in a result is an immutable value: two analyzers that found the same return equal
 * results.
 *
 * @param sections the sections; their keys differ
 * @param recordsLost how many of the records that the analyzer was given it had to drop. Only one
 *     that passes records on has any, and only where {@link
 *     io.memtracer.api.AnalysisContext#mayDrop}; the report states the loss
 */
public record AnalysisResult(List<Section> sections, long recordsLost) {

  public AnalysisResult {
    if (recordsLost < 0) {
      throw new IllegalArgumentException(
          "recordsLost must be at least 0, but recordsLost=" + recordsLost);
    }
    sections = List.copyOf(sections);
    Keys.requireDistinct("sections", sections.stream().map(Section::key).toList());
  }

  /**
   * A result about every record.
   *
   * @param sections the sections; their keys differ
   */
  public AnalysisResult(final List<Section> sections) {
    this(sections, 0);
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
