package io.memtracer.api;

import java.util.List;

/**
 * Names an analyzer and creates it: the entry point of a plugin JAR.
 *
 * <p>The host finds factories by {@code META-INF/services/io.memtracer.api.TraceAnalyzerFactory},
 * so a factory is a public class with a public constructor without parameters. It is created once
 * for each run that loads the JAR and should cost nothing to create.
 */
public interface TraceAnalyzerFactory {

  /**
   * The name users type: {@code --analyzer NAME}.
   *
   * @return lower-case letters, digits and dashes, starting with a letter, unique among installed
   *     analyzers
   */
  String name();

  /**
   * What the analyzer tells its user, in one line.
   *
   * @return plain text without a line break
   */
  String description();

  /**
   * The options that {@code --analyzer NAME:key=value,...} accepts. The host checks what the user
   * typed against them and fills in defaults before {@link #create} sees it.
   *
   * @return the options in the order they should be listed; empty if there are none
   */
  default List<OptionSpec> options() {
    return List.of();
  }

  /**
   * What reports call an analyzer with these options, if its name alone wouldn't tell it from
   * another one of its kind.
   *
   * @param options as for {@link #create}
   * @return the name, or something more telling
   */
  default String label(final AnalyzerOptions options) {
    return name();
  }

  /**
   * Whether an analyzer with these options can't do without {@link RecordBatch#physical}. They are
   * there if the user asks for them ({@code --physical}), since that takes time; otherwise the host
   * says so, and doesn't begin.
   *
   * @param options as for {@link #create}
   * @return true if every batch must have them
   */
  default boolean needsPhysicalAddresses(final AnalyzerOptions options) {
    return false;
  }

  /**
   * Creates an analyzer for one run. One may also be created to see what it can do, such as {@link
   * Mergeable}, and be closed again.
   *
   * @param options the user's options, checked, with defaults filled in
   * @return a new analyzer, never one that was returned before
   * @throws InvalidOptionException if values that are fine one by one don't fit together
   */
  TraceAnalyzer create(AnalyzerOptions options);
}
