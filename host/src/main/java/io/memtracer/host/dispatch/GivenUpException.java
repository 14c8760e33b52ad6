package io.memtracer.host.dispatch;

/** Ends a thread whose analyzer came back when it had been given up: others do its work by now. */
public final class GivenUpException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  GivenUpException() {
    super("the analyzer had been given up", null, false, false);
  }
}
