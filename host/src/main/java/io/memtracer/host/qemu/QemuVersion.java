package io.memtracer.host.qemu;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A release of QEMU, such as 10.0.2. */
public record QemuVersion(int major, int minor, int micro) implements Comparable<QemuVersion> {

  /** The first release whose plugin interface is enough for us. */
  public static final QemuVersion MINIMUM = new QemuVersion(9, 1, 0);

  private static final Pattern VERSION =
      Pattern.compile("QEMU emulator version (\\d{1,4})\\.(\\d{1,4})\\.(\\d{1,4})");

  private static final Comparator<QemuVersion> ORDER =
      Comparator.comparingInt(QemuVersion::major)
          .thenComparingInt(QemuVersion::minor)
          .thenComparingInt(QemuVersion::micro);

  /** Reads what {@code qemu-system-x86_64 --version} prints; empty if that isn't a QEMU's. */
  static Optional<QemuVersion> parse(final String output) {
    final Matcher matcher = VERSION.matcher(output);
    if (!matcher.find()) {
      return Optional.empty();
    }
    return Optional.of(
        new QemuVersion(
            Integer.parseInt(matcher.group(1)),
            Integer.parseInt(matcher.group(2)),
            Integer.parseInt(matcher.group(3))));
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
