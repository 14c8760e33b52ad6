package io.memtracer.host.fuzz;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.opentest4j.AssertionFailedError;

/**
 * Tries one input after another, each of a seed, for as long as {@code faults.fuzz.seconds} says. A
 * trial must return: what it throws is a failure, and so is taking too long, or more memory than
 * there is to be. The failure names the seed; {@code faults.fuzz.seed} begins with that one.
 */
public final class Fuzzing {

  private static final long FIRST_SEED = Long.getLong("faults.fuzz.seed", 20_261_130);
  private static final double SECONDS =
      Double.parseDouble(System.getProperty("faults.fuzz.seconds", "1"));
  private static final long MOST_SECONDS_A_TRIAL = 30;
  private static final long MOST_BYTES_A_TRIAL = 1L << 30;

  private final String what;
  private final Trial trial;
  private volatile long seed = FIRST_SEED;
  private volatile long trialBegan = System.nanoTime();

  private Fuzzing(final String what, final Trial trial) {
    this.what = what;
    this.trial = trial;
  }

  /** Makes an input, and has it read. */
  @FunctionalInterface
  public interface Trial {

    void run(Random random) throws Exception;
  }

  /**
   * Tries.
   *
   * @param what is read, for who reads that it can't be
   */
  public static void run(final String what, final Trial trial) throws InterruptedException {
    new Fuzzing(what, trial).run();
  }

  private void run() throws InterruptedException {
    final FutureTask<Long> trials = new FutureTask<>(this::trials);
    final Thread thread = new Thread(trials, "fuzzing");
    thread.setDaemon(true);
    thread.start();
    while (true) {
      try {
        System.out.printf("%s: %,d trials%n", what, trials.get(1, TimeUnit.SECONDS));
        return;
      } catch (TimeoutException e) {
        if (System.nanoTime() - trialBegan > TimeUnit.SECONDS.toNanos(MOST_SECONDS_A_TRIAL)) {
          final AssertionFailedError hung = failed("takes too long", null);
          hung.setStackTrace(thread.getStackTrace());
          throw hung;
        }
      } catch (ExecutionException e) {
        throw failed("failed", e.getCause());
      }
    }
  }

  private AssertionFailedError failed(final String how, final Throwable cause) {
    return new AssertionFailedError(
        "%s %s: -Dfaults.fuzz.seed=%d tries it again".formatted(what, how, seed), cause);
  }

  private long trials() throws Exception {
    final long end = System.nanoTime() + (long) (SECONDS * TimeUnit.SECONDS.toNanos(1));
    long count = 0;
    do {
      seed = FIRST_SEED + count;
      trialBegan = System.nanoTime();
      final long before = allocated();
      trial.run(new Random(seed));
      final long bytes = allocated() - before;
      if (bytes > MOST_BYTES_A_TRIAL) {
        throw new AssertionFailedError("it took %,d bytes".formatted(bytes));
      }
      count++;
    } while (System.nanoTime() < end);
    return count;
  }

  private static long allocated() {
    return ((ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
  }
}
