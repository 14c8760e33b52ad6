package io.memtracer.host.symbols.dwarf;

import io.memtracer.host.status.CodeName.SourceLine;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Addresses of which a line is wanted, and what was found. Of an address that is in several
 * sequences, as where a linker left code out and the lines of it in, all have to say the same.
 *
 * <p>Not thread-safe.
 */
final class WantedLines {

  private final long[] addresses;
  private final Map<Long, Optional<SourceLine>> found = new HashMap<>();

  WantedLines(final Collection<Long> addresses) {
    this.addresses =
        addresses.stream().distinct().sorted(Long::compareUnsigned).mapToLong(a -> a).toArray();
  }

  int count() {
    return addresses.length;
  }

  long address(final int index) {
    return addresses[index];
  }

  /** The first that isn't below an address; {@link #count} if there is none. */
  int firstFrom(final long address) {
    int low = 0;
    int high = addresses.length;
    while (low < high) {
      final int middle = (low + high) >>> 1;
      if (Long.compareUnsigned(addresses[middle], address) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /**
   * Takes what a sequence says.
   *
   * @param line empty if it says that there is none
   */
  void put(final long address, final Optional<SourceLine> line) {
    found.merge(address, line, (one, other) -> one.equals(other) ? one : Optional.empty());
  }

  /** All that is known. */
  Map<Long, SourceLine> found() {
    final Map<Long, SourceLine> lines = new HashMap<>();
    found.forEach((address, line) -> line.ifPresent(known -> lines.put(address, known)));
    return lines;
  }
}
