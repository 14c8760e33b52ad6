package io.memtracer.host.guest.build;

import io.memtracer.host.status.Resources;
import io.memtracer.host.status.TraceException;
import java.io.IOException;

/** Work on one thread that another thread can end: machines at once, and whatever waits. */
final class Interruptible implements AutoCloseable {

  /** Work that takes what it starts to the resources. */
  @FunctionalInterface
  interface Work<T> {
    /** Does it. */
    T run(Resources resources) throws IOException;
  }

  private Thread worker;
  private Resources resources = new Resources();
  private boolean closed;

  /** Does some work; one at a time. */
  <T> T run(final Work<T> work) throws IOException {
    try (Resources own = begin()) {
      return work.run(own);
    } catch (TraceException | IOException e) {
      if (isClosed()) {
        throw TraceException.environment("the build was interrupted", e);
      }
      throw e;
    } finally {
      end();
    }
  }

  private synchronized Resources begin() {
    if (closed) {
      throw TraceException.environment("the build was interrupted");
    }
    worker = Thread.currentThread();
    resources = new Resources();
    return resources;
  }

  private synchronized void end() {
    worker = null;
  }

  private synchronized boolean isClosed() {
    return closed;
  }

  /** Ends the work that is under way, and all that is to come. */
  @Override
  public void close() {
    final Resources underWay;
    synchronized (this) {
      closed = true;
      underWay = resources;
      if (worker != null) {
        worker.interrupt();
      }
    }
    underWay.close();
  }
}
