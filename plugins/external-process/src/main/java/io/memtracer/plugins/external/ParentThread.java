package io.memtracer.plugins.external;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/**
 * Starts a process from a thread that lives as long as the process does. To the kernel the thread
 * is the parent: what dies with its parent would die with any other thread of ours.
 */
final class ParentThread {

  private ParentThread() {}

  static Process start(final ProcessBuilder builder) throws IOException {
    final CompletableFuture<Process> started = new CompletableFuture<>();
    final Thread thread = new Thread(() -> run(builder, started), "tool-parent");
    thread.setDaemon(true);
    thread.start();
    try {
      return started.join();
    } catch (CompletionException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    }
  }

  private static void run(final ProcessBuilder builder, final CompletableFuture<Process> started) {
    try {
      final Process process = builder.start();
      started.complete(process);
      final int unused = process.waitFor();
    } catch (IOException | RuntimeException e) {
      started.completeExceptionally(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
