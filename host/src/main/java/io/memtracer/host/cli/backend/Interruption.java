package io.memtracer.host.cli.backend;

import io.memtracer.host.guest.build.GuestBuilder;
import io.memtracer.host.session.request.Run;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets Ctrl-C and {@code kill} end a run as if its workload had ended: a shutdown hook interrupts
 * the run and then holds the virtual machine, for a bounded time, until the main thread has told
 * what arrived; whatever takes longer is aborted. The exit status is then the virtual machine's:
 * 130 or 143.
 *
 * <p>Close it once the report is out, or why there is none, and nothing is left to say.
 */
final class Interruption implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  /** For a step that only asks or ends something: a disk or a process that hangs can't hold us. */
  private static final Duration STEP_PATIENCE = Duration.ofSeconds(10);

  private final Runnable interrupt;
  private final Runnable abort;
  private final Duration patience;
  private final Duration stepPatience;
  private final ShutdownHooks hooks;
  private final CountDownLatch told = new CountDownLatch(1);
  private final Thread hook = new Thread(this::onShutdown, "trace-interrupt");

  private Interruption(
      final Runnable interrupt,
      final Runnable abort,
      final Duration patience,
      final Duration stepPatience,
      final ShutdownHooks hooks) {
    this.interrupt = interrupt;
    this.abort = abort;
    this.patience = patience;
    this.stepPatience = stepPatience;
    this.hooks = hooks;
  }

  /** From now on a shutdown of the virtual machine interrupts the run first. */
  static Interruption of(final Run run) {
    return register(run::interrupt, run::abort, PATIENCE, STEP_PATIENCE, ShutdownHooks.ofRuntime());
  }

  /** From now on a shutdown of the virtual machine ends a guest's build first. */
  static Interruption of(final GuestBuilder builder) {
    return register(builder::close, () -> {}, PATIENCE, STEP_PATIENCE, ShutdownHooks.ofRuntime());
  }

  static Interruption register(
      final Runnable interrupt,
      final Runnable abort,
      final Duration patience,
      final Duration stepPatience,
      final ShutdownHooks hooks) {
    final Interruption interruption =
        new Interruption(interrupt, abort, patience, stepPatience, hooks);
    hooks.add(interruption.hook);
    return interruption;
  }

  private void onShutdown() {
    try {
      inTime(interrupt);
      if (!told.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
        inTime(abort);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does a step, and leaves it behind if it takes too long: the end of the process is the last. */
  private void inTime(final Runnable step) throws InterruptedException {
    final Thread thread = new Thread(step, "trace-end");
    thread.setDaemon(true);
    thread.start();
    thread.join(stepPatience.toMillis());
  }

  @Override
  public void close() {
    told.countDown();
    hooks.remove(hook);
  }
}
