package io.memtracer.host.guest.build;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
final class InterruptibleTest {

  private final Interruptible interruptible = new Interruptible();

  @Test
  void endsWorkThatWaits() throws Exception {
    final CountDownLatch under = new CountDownLatch(1);
    final AtomicBoolean machineClosed = new AtomicBoolean();
    final CompletableFuture<String> told = new CompletableFuture<>();
    final Thread worker =
        new Thread(
            () ->
                told.complete(
                    assertThrows(
                            TraceException.class,
                            () ->
                                interruptible.run(
                                    resources -> {
                                      resources.add(() -> machineClosed.set(true));
                                      under.countDown();
                                      return waitForEver();
                                    }))
                        .getMessage()));
    worker.start();
    under.await();
    interruptible.close();
    assertTrue(machineClosed.get());
    assertEquals("the build was interrupted", told.get(10, TimeUnit.SECONDS));
    worker.join();
  }

  private static String waitForEver() {
    try {
      new CountDownLatch(1).await();
      return "";
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TraceException.environment("interrupted", e);
    }
  }

  @Test
  void doesOneWorkAfterTheOther() throws IOException {
    final AtomicBoolean closed = new AtomicBoolean();
    assertEquals(
        "a",
        interruptible.run(
            resources -> {
              resources.add(() -> closed.set(true));
              return "a";
            }));
    assertTrue(closed.get());
    assertEquals("b", interruptible.run(resources -> "b"));
    assertFalse(Thread.currentThread().isInterrupted());
  }

  @Test
  void beginsNothingOnceItIsClosed() {
    interruptible.close();
    assertThrows(TraceException.class, () -> interruptible.run(resources -> "late"));
  }
}
