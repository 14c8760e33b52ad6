package io.memtracer.host.cli.backend;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class InterruptionTest {

  private static final Duration LONG = Duration.ofMinutes(1);

  private final FakeShutdownHooks hooks = new FakeShutdownHooks();
  private final AtomicInteger aborted = new AtomicInteger();

  @Test
  void interruptsTheRunAndWaitsForItsReport() throws InterruptedException {
    final CountDownLatch interrupted = new CountDownLatch(1);
    final Interruption interruption = register(interrupted::countDown, LONG);
    final Thread hook = hooks.shutDown().get(0);
    hook.start();
    assertTrue(interrupted.await(LONG.toSeconds(), TimeUnit.SECONDS));
    assertTrue(hook.isAlive());
    interruption.close();
    hook.join(LONG.toMillis());
    assertFalse(hook.isAlive());
    assertEquals(0, aborted.get());
  }

  @Test
  void abortsWhatTakesLongerThanItsPatience() throws InterruptedException {
    register(() -> {}, Duration.ofMillis(1));
    assertEquals(0, aborted.get());
    final Thread hook = hooks.shutDown().get(0);
    hook.start();
    hook.join(LONG.toMillis());
    assertFalse(hook.isAlive());
    assertEquals(1, aborted.get());
  }

  /** A disk that hangs, a process that can't be ended. */
  @Test
  void leavesBehindWhatDoesNotComeBack() throws InterruptedException {
    final CountDownLatch never = new CountDownLatch(1);
    final Runnable stuck =
        () -> {
          try {
            never.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        };
    final Duration moment = Duration.ofMillis(1);
    Interruption.register(stuck, stuck, moment, moment, hooks);
    final Thread hook = hooks.shutDown().get(0);
    hook.start();
    hook.join(LONG.toMillis());
    assertFalse(hook.isAlive());
    never.countDown();
  }

  @Test
  void leavesNoHookBehind() {
    register(() -> {}, LONG).close();
    assertEquals(List.of(), hooks.registered());
  }

  private Interruption register(final Runnable interrupt, final Duration patience) {
    return Interruption.register(interrupt, aborted::incrementAndGet, patience, LONG, hooks);
  }
}
