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
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Supplier;

/**
 * Where in its source the code of an image was written, as the image itself says, of which nothing
 * is trusted.
 */
final class ImageLines {

  /** Of each section, compressed or not: those of the largest programs are smaller. */
  private static final long MOST_BYTES = 128L << 20;

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
                  texts(image, ".debug_line_str", effort),
                  texts(image, ".debug_str", effort),
                  image.isWide(),
                  code(image, effort)),
              addresses,
              effort);
    } catch (ElfException e) {
      return Map.of();
    }
  }

  /** That it is there takes a step for each byte, since it may have to be unpacked. */
  private static Optional<ByteBuffer> section(
      final ElfFile image, final String name, final Effort effort) {
    return image.contents(name, Math.min(MOST_BYTES, effort.left()), effort::spend);
  }

  /** A section that is read when somebody asks for it. */
  private static Supplier<ByteBuffer> texts(
      final ElfFile image, final String name, final Effort effort) {
    final ByteBuffer[] read = new ByteBuffer[1];
    return () -> {
      if (read[0] == null) {
        read[0] = section(image, name, effort).orElse(ByteBuffer.allocate(0));
      }
      return read[0];
    };
  }

  private static LongPredicate code(final ElfFile image, final Effort effort) {
    final List<ElfSegment> code = image.segments().stream().filter(ElfSegment::executable).toList();
    return address -> {
      effort.require(code.size());
      return code.stream()
          .anyMatch(
              segment ->
                  Long.compareUnsigned(address - segment.address(), segment.memoryBytes()) < 0);
    };
  }
}
