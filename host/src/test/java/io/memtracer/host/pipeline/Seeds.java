package io.memtracer.host.pipeline;

import java.util.Random;
import java.util.function.LongConsumer;

/** Runs a test on seeds that differ from run to run, and says how to repeat the one that failed. */
public final class Seeds {

  private static final int COUNT = 5;

  private Seeds() {}

  /** Runs the test on a few seeds, or on that of {@code -Dseed=N} alone. */
  public static void forEach(final LongConsumer test) {
    final Long given = Long.getLong("seed");
    if (given != null) {
      test.accept(given);
      return;
    }
    new Random().longs(COUNT).forEach(seed -> run(seed, test));
  }

  private static void run(final long seed, final LongConsumer test) {
    try {
      test.accept(seed);
    } catch (RuntimeException | AssertionError e) {
      final String caller =
          StackWalker.getInstance()
              .walk(
                  frames ->
                      frames
                          .map(StackWalker.StackFrame::getClassName)
                          .filter(name -> name.endsWith("Test"))
                          .findFirst())
              .orElse("?");
      throw new AssertionError(
          "reproduce with: mvn -pl host -am test -Dsurefire.failIfNoSpecifiedTests=false -Dtest="
              + caller
              + " -Dseed="
              + seed,
          e);
    }
  }
}
