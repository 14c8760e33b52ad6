package io.memtracer.host.qemu;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release of QEMU, such as 10.0.2. */
public record QemuVersion(int major, int minor, int micro) implements Comparable<QemuVersion> {

  /** The first release whose plugin interface is enough for us. */
  public static final QemuVersion MINIMUM = new QemuVersion(9, 1, 0);

  private static final QemuVersion FIRST_WITH_MONITOR_OBJECTS = new QemuVersion(11, 1, 0);

  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})");

  private static final Pattern SAID = Pattern.compile("QEMU emulator version (" + VERSION + ")");

  private static final Comparator<QemuVersion> ORDER =
      Comparator.comparingInt(QemuVersion::major)
          .thenComparingInt(QemuVersion::minor)
          .thenComparingInt(QemuVersion::micro);

  /** Reads what {@code qemu-system-x86_64 --version} prints; empty if that isn't a QEMU's. */
  static Optional<QemuVersion> parse(final String output) {
    final Matcher matcher = SAID.matcher(output);
    return matcher.find() ? of(matcher.group(1)) : Optional.empty();
  }

  /** Reads what {@link #toString()} wrote; empty if it is something else. */
  public static Optional<QemuVersion> of(final String text) {
    final Matcher matcher = VERSION.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new QemuVersion(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3))));
  }

  /** Whether the two differ in mended faults only. */
  public boolean isSameMinorAs(final QemuVersion other) {
    return major == other.major && minor == other.minor;
  }

  /** Whether a monitor is made with {@code -object}; {@code -mon} is deprecated then. */
  boolean hasMonitorObjects() {
    return compareTo(FIRST_WITH_MONITOR_OBJECTS) >= 0;
  }

  @Override
  public int compareTo(final QemuVersion other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return major + "." + minor + "." + micro;
  }
}
