package io.memtracer.host.guest;

import io.memtracer.host.status.TraceException;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What is to be in a Debian guest.
 *
 * @param packages names, without those they depend on
 * @param diskBytes size of its disk
 */
public record DebianContents(List<String> packages, long diskBytes) {

  /** What a guest's disk has room for if nothing else is asked for; unused room costs nothing. */
  public static final long DEFAULT_DISK_BYTES = 4L << 30;

  private static final long MIN_DISK_BYTES = 256L << 20;
  private static final long MAX_DISK_BYTES = 1L << 40;

  /** Also keeps apt from seeing options, patterns and versions in names. */
  private static final Pattern PACKAGE = Pattern.compile("[a-z0-9][a-z0-9+.-]+");

  public DebianContents {
    packages = packages.stream().distinct().sorted().toList();
    for (final String name : packages) {
      if (!PACKAGE.matcher(name).matches()) {
        throw TraceException.user("'" + name + "' can't be the name of a Debian package");
      }
    }
    if (packages.isEmpty()) {
      throw TraceException.user("a Debian guest needs at least one package");
    }
    if (diskBytes < MIN_DISK_BYTES || diskBytes > MAX_DISK_BYTES) {
      throw TraceException.user(
          "the guest's disk must have %d to %d MiB, but %d bytes aren't that"
              .formatted(MIN_DISK_BYTES >> 20, MAX_DISK_BYTES >> 20, diskBytes));
    }
  }
}
