package io.memtracer.testkit;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.Divisible;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.Mergeable;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.api.result.AnalysisResult;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * An analyzer under test: makes it, with these options or those, and plays traces to it.
 *
 * @param factories make a new factory each time
 * @param options for the tests, beyond the defaults
 */
record Subject(Supplier<TraceAnalyzerFactory> factories, Map<String, String> options) {

  /** What is added to the least that an option can be, to have it small and odd. */
  private static final long[] SMALL = {0, 6, 100};

  /** A new analyzer. */
  TraceAnalyzer create() {
    return create(options);
  }

  /** A new analyzer with options of its own. */
  TraceAnalyzer create(final Map<String, String> given) {
    final TraceAnalyzerFactory factory = factories.get();
    return factory.create(AnalyzerOptions.of(factory.options(), given));
  }

  /** The options, with one of them set to a value. */
  Map<String, String> with(final String name, final String value) {
    final Map<String, String> given = new HashMap<>(options);
    given.put(name, value);
    return given;
  }

  /** The options with each number in turn at its least and a little above. */
  List<Map<String, String>> smallOptions() {
    final List<Map<String, String>> all = new ArrayList<>();
    for (final OptionSpec option : factories.get().options()) {
      if (isNumber(option)) {
        for (final long more : SMALL) {
          final long value = option.min() + more;
          final Map<String, String> given = with(option.name(), Long.toString(value));
          if (value <= option.max() && isAccepted(given)) {
            all.add(given);
          }
        }
      }
    }
    return all;
  }

  static boolean isNumber(final OptionSpec option) {
    return option.type() == OptionSpec.Type.NUMBER || option.type() == OptionSpec.Type.BYTES;
  }

  private boolean isAccepted(final Map<String, String> given) {
    try (TraceAnalyzer accepted = create(given)) {
      return accepted != null;
    } catch (InvalidOptionException e) {
      return false;
    }
  }

  /** Whether it is {@link Mergeable}, which may depend on the options. */
  boolean isMergeable(final Map<String, String> given) {
    try (TraceAnalyzer analyzer = create(given)) {
      return analyzer instanceof Mergeable;
    }
  }

  /** How many can share the work; 1 if it isn't {@link Divisible}. */
  int maxShares() {
    try (TraceAnalyzer analyzer = create()) {
      return analyzer instanceof Divisible divisible ? divisible.maxShares() : 1;
    }
  }

  /** What it finds in a trace. */
  AnalysisResult result(final Trace trace) {
    return play(options, Replay.of(trace).in(Partition.fixed(1000)));
  }

  /** The same with options of its own. */
  AnalysisResult play(final Map<String, String> given, final Replay replay) {
    return play(given, replay, analyzer -> analyzer);
  }

  /** Plays a trace, and says of a failure which record it was. */
  AnalysisResult play(
      final Map<String, String> given,
      final Replay replay,
      final UnaryOperator<TraceAnalyzer> wrap) {
    try {
      return replay.into(wrap.apply(create(given)));
    } catch (RuntimeException | AssertionError e) {
      throw Culprits.explain(e, replay, () -> create(given));
    }
  }

  /** Insists that batches of other sizes change nothing. */
  void requireSameHoweverCut(
      final Map<String, String> given, final Trace trace, final Random random) {
    final Replay replay = Replay.of(trace);
    final AnalysisResult whole = play(given, replay);
    final String with = given.equals(options) ? "" : " with " + given;
    Differences.requireSame(
        whole, play(given, replay.in(Partition.singles())), "batches of 1" + with);
    Differences.requireSame(
        whole, play(given, replay.in(Partition.fixed(4096))), "batches of 4096" + with);
    Differences.requireSame(
        whole, play(given, replay.in(Partition.random(random))), "random batches" + with);
  }

  /** Insists that a snapshot after each batch changes nothing. */
  void requireSameWithSnapshots(final Map<String, String> given, final Replay replay) {
    Differences.requireSame(
        play(given, replay),
        play(given, replay, SnapshottingAnalyzer::new),
        "with a snapshot after each batch with " + given);
  }
}
