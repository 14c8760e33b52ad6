package io.memtracer.host.cli;

import io.memtracer.host.cli.backend.ShutdownHooks;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.report.Harmless;
import io.memtracer.host.status.ErrorCategory;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * Notices that code which isn't ours ends the virtual machine: a plugin that calls {@code
 * System.exit} in a way that can't be seen in its classes, as by reflection. Says who, waits until
 * the run that was interrupted by it is over, and ends with the status of a failed analyzer instead
 * of whatever was asked for. Nothing helps against {@code Runtime.halt} called that way.
 */
final class ForeignExit {

  /** For a report to be told; for nothing where the plugin ran on the thread that would tell it. */
  private static final Duration PATIENCE = Duration.ofSeconds(8);

  private final Supplier<Map<Thread, StackTraceElement[]>> stacks;
  private final Console console;
  private final IntConsumer halt;
  private final ShutdownHooks hooks;
  private final Thread hook = new Thread(this::onShutdown, "foreign-exit");
  private final CountDownLatch over = new CountDownLatch(1);

  private ForeignExit(
      final Supplier<Map<Thread, StackTraceElement[]>> stacks,
      final Console console,
      final IntConsumer halt,
      final ShutdownHooks hooks) {
    this.stacks = stacks;
    this.console = console;
    this.halt = halt;
    this.hooks = hooks;
  }

  /** From now on every shutdown of the virtual machine is looked at. */
  static ForeignExit watch(final Console console) {
    return register(
        Thread::getAllStackTraces, console, Runtime.getRuntime()::halt, ShutdownHooks.ofRuntime());
  }

  static ForeignExit register(
      final Supplier<Map<Thread, StackTraceElement[]>> stacks,
      final Console console,
      final IntConsumer halt,
      final ShutdownHooks hooks) {
    final ForeignExit watch = new ForeignExit(stacks, console, halt, hooks);
    hooks.add(watch.hook);
    return watch;
  }

  /**
   * All is said; who ends the virtual machine from now on may.
   *
   * @return whether nobody does yet. Where a signal or a plugin did, it ends with their status:
   *     whoever called {@link System#exit} between the last hook's end and the machine's own would
   *     put another in its place
   */
  boolean over() {
    over.countDown();
    return hooks.remove(hook);
  }

  private void onShutdown() {
    culprit()
        .ifPresent(
            who -> {
              console.say("an analyzer ends the process, which it may not: " + Harmless.line(who));
              awaitOver();
              halt.accept(ErrorCategory.ANALYZER.exitStatus());
            });
  }

  private void awaitOver() {
    try {
      final boolean unused = over.await(PATIENCE.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Signals end the virtual machine another way, which has no such frame. */
  private Optional<String> culprit() {
    return stacks.get().entrySet().stream()
        .filter(entry -> Arrays.stream(entry.getValue()).anyMatch(ForeignExit::isExit))
        .map(entry -> describe(entry.getKey(), entry.getValue()))
        .findFirst();
  }

  private static boolean isExit(final StackTraceElement frame) {
    return frame.getClassName().equals("java.lang.Runtime") && frame.getMethodName().equals("exit");
  }

  private static String describe(final Thread thread, final StackTraceElement[] stack) {
    return Arrays.stream(stack)
            .filter(frame -> !frame.getClassName().matches("(?:java|jdk|sun)\\..*"))
            .findFirst()
            .map(frame -> frame.getClassName() + "." + frame.getMethodName())
            .orElse("code without a name")
        + " on thread "
        + thread.getName();
  }
}
