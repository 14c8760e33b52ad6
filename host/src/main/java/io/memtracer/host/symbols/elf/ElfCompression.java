package io.memtracer.host.symbols.elf;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.function.LongConsumer;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Sections that are compressed in their file, by zlib; others aren't read. No more memory is taken
 * than comes out, whatever a header says that will.
 *
 * <p>Source: System V ABI, "Compressed Sections".
 */
final class ElfCompression {

  private static final int ZLIB = 1;
  private static final int HEADER_BYTES = 24;
  private static final int NARROW_HEADER_BYTES = 12;
  private static final int PIECE_BYTES = 1 << 16;

  private ElfCompression() {}

  /**
   * What is in it.
   *
   * @param most so many bytes at most
   * @param paid is told how many there are to be, before any is there
   * @throws ElfException if there are more, or nobody can tell
   */
  static ByteBuffer unpacked(final ElfBytes section, final long most, final LongConsumer paid) {
    final int header = section.choose(HEADER_BYTES, NARROW_HEADER_BYTES);
    final ElfBytes packed = section.part(header, section.length() - header);
    final long bytes = section.word(8, 4);
    if (section.number(0) != ZLIB || bytes < 0 || bytes > most) {
      throw new ElfException("a section of %d bytes can't be unpacked".formatted(bytes));
    }
    paid.accept(bytes);
    return ByteBuffer.wrap(inflated(packed.bytes(), bytes)).order(section.bytes().order());
  }

  private static byte[] inflated(final ByteBuffer packed, final long bytes) {
    final Inflater inflater = new Inflater();
    try {
      inflater.setInput(packed);
      final ByteArrayOutputStream all = new ByteArrayOutputStream();
      final byte[] piece = new byte[PIECE_BYTES];
      while (!inflater.finished() && all.size() <= bytes) {
        final int count = inflater.inflate(piece);
        if (count == 0 && !inflater.finished()) {
          throw new ElfException("a compressed section ends too early");
        }
        all.write(piece, 0, count);
      }
      if (all.size() != bytes) {
        throw new ElfException("a compressed section hasn't its %d bytes".formatted(bytes));
      }
      return all.toByteArray();
    } catch (DataFormatException e) {
      throw new ElfException("a section can't be unpacked: " + e.getMessage());
    } finally {
      inflater.end();
    }
  }
}
