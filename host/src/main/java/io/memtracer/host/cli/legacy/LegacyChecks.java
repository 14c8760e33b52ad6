package io.memtracer.host.cli.legacy;

import io.memtracer.host.posix.FifoHold;
import io.memtracer.host.qemu.QemuLocator;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the predecessor demanded of its arguments, in its words, which scripts look for. */
final class LegacyChecks {

  private static final int MAX_LOG2 = 64;
  private static final double NANOS_PER_SECOND = 1e9;

  private LegacyChecks() {}

  static void requireFile(final String name, final String path) {
    if (!Files.isRegularFile(Path.of(path))) {
      throw mustBe(name, "a file path", path);
    }
  }

  static void requireFifo(final String name, final String path) {
    if (!FifoHold.isFifo(Path.of(path))) {
      throw mustBe(name, "a fifo path", path);
    }
  }

  /** A directory, or an executable: whether there is a QEMU in it is another question. */
  static void requireQemu(final String name, final String path) {
    if (!Files.isDirectory(Path.of(path)) && QemuLocator.executableAt(Path.of(path)).isEmpty()) {
      throw mustBe(name, "a dir path", path);
    }
  }

  static int log2(final String name, final String text) {
    if (!text.matches("-?[0-9]{1,9}")) {
      throw TraceException.user("%s must be a whole number, but %s isn't.".formatted(name, text));
    }
    return requireInRange(name, Integer.parseInt(text), text);
  }

  static void requireSumInRange(
      final String name, final int value, final String otherName, final int otherValue) {
    requireInRange(
        name + " + " + otherName,
        value + otherValue,
        value + " + " + otherValue + " = " + (value + otherValue));
  }

  private static int requireInRange(final String name, final int value, final String shown) {
    if (value < 0 || value > MAX_LOG2) {
      throw TraceException.user(
          "%s must be in range [0, %d], but %s isn't.".formatted(name, MAX_LOG2, shown));
    }
    return value;
  }

  static Duration seconds(final String name, final String text) {
    if (text.matches("[0-9]{10,}(\\.[0-9]+)?")) {
      throw TraceException.user(
          "%s must be less than 1000000000 seconds, but %s isn't.".formatted(name, text));
    }
    final boolean number = text.matches("[0-9]{1,9}(\\.[0-9]{1,9})?");
    final long nanos = number ? Math.round(Double.parseDouble(text) * NANOS_PER_SECOND) : 0;
    if (nanos == 0) {
      throw TraceException.user(
          "%s must be a number of seconds above 0, but %s isn't.".formatted(name, text));
    }
    return Duration.ofNanos(nanos);
  }

  static int mebibytes(final String name, final String text) {
    if (!text.matches("[1-9][0-9]{0,8}")) {
      throw TraceException.user(
          "%s must be a whole number above 0, but %s isn't.".formatted(name, text));
    }
    return Integer.parseInt(text);
  }

  /** Without links: what is known about a guest lies beside its image. */
  static Path realPath(final String path) {
    try {
      return Path.of(path).toRealPath();
    } catch (IOException e) {
      throw TraceException.user("can't find " + path + ": " + e);
    }
  }

  private static TraceException mustBe(final String name, final String what, final String path) {
    return TraceException.user("%s must be %s, but %s isn't.".formatted(name, what, path));
  }
}
