package io.memtracer.host.qemu;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * How a QEMU ended.
 *
 * @param status its exit status, or 128 + N if signal N killed it
 * @param lived how long it ran
 * @param lastWords the end of what it printed
 * @param guestEnd how the guest ended, if that is why QEMU did
 */
public record QemuExit(int status, Duration lived, String lastWords, Optional<String> guestEnd) {

  private static final int SIGNAL_BASE = 128;
  private static final int MAX_WORDS = 2000;
  private static final Map<Integer, String> SIGNALS =
      Map.of(
          1, "SIGHUP", 2, "SIGINT", 4, "SIGILL", 6, "SIGABRT", 7, "SIGBUS", 8, "SIGFPE", 9,
          "SIGKILL", 11, "SIGSEGV", 13, "SIGPIPE", 15, "SIGTERM");

  QemuExit(final int status, final Duration lived, final String lastWords) {
    this(status, lived, lastWords, Optional.empty());
  }

  QemuExit withGuestEnd(final Optional<String> how) {
    return new QemuExit(status, lived, lastWords, how);
  }

  /** Whether a signal killed it. */
  public boolean signalled() {
    return status > SIGNAL_BASE;
  }

  /** A sentence for people. */
  @Override
  public String toString() {
    return guestEnd.map(how -> how + "; ").orElse("") + describe();
  }

  private String describe() {
    final StringBuilder text = new StringBuilder("QEMU ended with ");
    if (signalled()) {
      final int signal = status - SIGNAL_BASE;
      text.append("signal ").append(signal);
      if (SIGNALS.containsKey(signal)) {
        text.append(" (").append(SIGNALS.get(signal)).append(')');
      }
    } else {
      text.append("status ").append(status);
    }
    text.append(String.format(Locale.ROOT, " after %.1f s", lived.toMillis() / 1000.0));
    if (lastWords.isEmpty()) {
      return text.append("; it printed nothing").toString();
    }
    return text.append("; its last words: ").append(end(lastWords)).toString();
  }

  private static String end(final String words) {
    return words.length() <= MAX_WORDS
        ? words
        : "..." + words.substring(words.length() - MAX_WORDS);
  }
}
