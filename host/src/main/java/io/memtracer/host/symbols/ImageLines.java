package io.memtracer.host.symbols;

import io.memtracer.host.status.CodeName.SourceLine;
import io.memtracer.host.symbols.dwarf.DebugSections;
import io.memtracer.host.symbols.dwarf.Effort;
import io.memtracer.host.symbols.dwarf.LineTables;
import io.memtracer.host.symbols.elf.ElfException;
import io.memtracer.host.symbols.elf.ElfFile;
import io.memtracer.host.symbols.elf.ElfSegment;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;

/**
 * Where in its source the code of an image was written, as the image itself says, of which nothing
 * is trusted.
 */
final class ImageLines {

  /** Of each section, compressed or not: those of the largest programs are smaller. */
  private static final long MOST_BYTES = 64L << 20;

  private ImageLines() {}

  /**
   * Finds lines.
   *
   * @param addresses as the image counts them
   * @return those that are known: none if it is damaged
   */
  static Map<Long, SourceLine> of(
      final ElfFile image, final Collection<Long> addresses, final Effort effort) {
    try {
      final Optional<ByteBuffer> lines = section(image, ".debug_line", effort);
      return lines.isEmpty()
          ? Map.of()
          : LineTables.find(
              new DebugSections(
                  lines.get(),
                  section(image, ".debug_line_str", effort).orElse(ByteBuffer.allocate(0)),
                  section(image, ".debug_str", effort).orElse(ByteBuffer.allocate(0)),
                  image.isWide(),
                  address -> isCode(image, address)),
              addresses,
              effort);
    } catch (ElfException e) {
      return Map.of();
    }
  }

  /** That it is there takes a step for each byte, since it may have to be unpacked. */
  private static Optional<ByteBuffer> section(
      final ElfFile image, final String name, final Effort effort) {
    final Optional<ByteBuffer> bytes = image.contents(name, Math.min(MOST_BYTES, effort.left()));
    bytes.ifPresent(there -> effort.spend(there.limit()));
    return bytes;
  }

  private static boolean isCode(final ElfFile image, final long address) {
    return image.segments().stream()
        .filter(ElfSegment::executable)
        .anyMatch(
            segment ->
                Long.compareUnsigned(address - segment.address(), segment.memoryBytes()) < 0);
  }
}
