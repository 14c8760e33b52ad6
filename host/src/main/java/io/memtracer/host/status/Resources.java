package io.memtracer.host.status;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Things to close, closed in reverse order of their addition, each of them whatever the others do.
 *
 * <p>Any thread may close it, and several may: one does the work, the others wait for it. What is
 * added too late is closed at once, so that a start which was overtaken by an interrupt leaves
 * nothing behind.
 */
public final class Resources implements AutoCloseable {

  private final Deque<AutoCloseable> stack = new ArrayDeque<>();
  private boolean closed;

  /**
   * Takes responsibility for a resource.
   *
   * @return the resource
   * @throws TraceException if this is closed already; the resource is closed then, too
   */
  public synchronized <T extends AutoCloseable> T add(final T resource) {
    if (closed) {
      final TraceException late = TraceException.guest("the run is being ended");
      closeInto(resource, late);
      throw late;
    }
    stack.push(resource);
    return resource;
  }

  /**
   * Closes all, last added first; a second call does nothing.
   *
   * @throws RuntimeException the first that was thrown, with the others suppressed in it
   */
  @Override
  public synchronized void close() {
    closed = true;
    Throwable first = null;
    while (!stack.isEmpty()) {
      first = closeInto(stack.pop(), first);
    }
    if (first instanceof Error error) {
      throw error;
    }
    if (first instanceof RuntimeException runtime) {
      throw runtime;
    }
    if (first != null) {
      throw new TraceException(ErrorCategory.INTERNAL, "can't close: " + first, first);
    }
  }

  /** Closes all because of a failure: what closing throws is suppressed in it. */
  public void closeAfter(final Throwable failure) {
    try {
      close();
    } catch (RuntimeException e) {
      if (e != failure) {
        failure.addSuppressed(e);
      }
    }
  }

  private static Throwable closeInto(final AutoCloseable resource, final Throwable first) {
    try {
      resource.close();
      return first;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return combine(first, e);
    } catch (Throwable e) {
      return combine(first, e);
    }
  }

  private static Throwable combine(final Throwable first, final Throwable next) {
    if (first == null) {
      return next;
    }
    if (first != next) {
      first.addSuppressed(next);
    }
    return first;
  }
}
