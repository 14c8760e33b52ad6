package io.memtracer.host.dispatch;

import java.util.Locale;

/** An analyzer didn't come back from a call; its stack is where it was. */
final class NotBackException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  NotBackException(final CallWatch.Call call) {
    super(
        String.format(
            Locale.ROOT,
            "it had not come back after %.1f s, and was left behind",
            (System.nanoTime() - call.beginNanos()) / 1e9));
    setStackTrace(call.thread().getStackTrace());
  }
}
