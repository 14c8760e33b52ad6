package io.memtracer.host.qemu;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Waits for the word how a QEMU ended, where something that needs it broke. A QEMU that ends hangs
 * up all its connections at once; on a busy machine it is gone only seconds later.
 */
final class Obituary {

  private static final Duration HANG_UP_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration EXIT_TIMEOUT = Duration.ofSeconds(5);

  private Obituary() {}

  /**
   * Waits as long as there is reason to.
   *
   * @param hangUp completed when QEMU's monitor has hung up
   * @return empty if QEMU goes on
   */
  static Optional<QemuExit> await(
      final CompletableFuture<QemuExit> exit, final CompletableFuture<Void> hangUp) {
    return isWithin(CompletableFuture.anyOf(exit, hangUp), HANG_UP_TIMEOUT)
            && isWithin(exit, EXIT_TIMEOUT)
        ? Optional.of(exit.join())
        : Optional.empty();
  }

  private static boolean isWithin(final CompletableFuture<?> event, final Duration bound) {
    try {
      final Object unused = event.get(bound.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException | ExecutionException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
