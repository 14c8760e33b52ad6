package io.memtracer.host.symbols;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Where other code came in the place of code while a trace was made, as QEMU's plugin has seen it:
 * docs/wire-formats.md lays out the file.
 */
public final class ReplacedCode {

  /** Anywhere: nobody knows. */
  static final ReplacedCode EVERYWHERE = new ReplacedCode(new long[0], true);

  private static final long MAGIC = 0x313045444F43544DL;
  private static final int VERSION = 1;
  private static final int HEADER_BYTES = 64;
  private static final int ROWS = 1 << 16;
  private static final int ROW_SHIFT = 6;

  /** Of 64 bytes each, sorted. */
  private final long[] rows;

  private final boolean everywhere;

  private ReplacedCode(final long[] rows, final boolean everywhere) {
    this.rows = rows;
    this.everywhere = everywhere;
  }

  /** Room that the file takes. */
  public static long fileBytes() {
    return HEADER_BYTES + ROWS * (long) Long.BYTES;
  }

  /** Where they are, by the addresses of their rows. */
  static ReplacedCode at(final long... addresses) {
    return new ReplacedCode(
        Arrays.stream(addresses).map(address -> address >>> ROW_SHIFT).sorted().toArray(), false);
  }

  /** Reads it, when the plugin doesn't write to it any more. */
  public static ReplacedCode read(final Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > fileBytes()) {
        return EVERYWHERE;
      }
      final ByteBuffer table =
          ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
      final long magic = table.getLong();
      final int version = table.getInt();
      table.getInt();
      final int used = table.getInt();
      final int refused = table.getInt();
      if (magic != MAGIC || version != VERSION || refused != 0 || used < 0 || used > ROWS) {
        return EVERYWHERE;
      }
      final long[] rows = new long[used];
      table.position(HEADER_BYTES).asLongBuffer().get(rows);
      Arrays.sort(rows);
      return new ReplacedCode(rows, false);
    } catch (IOException | BufferUnderflowException | IllegalArgumentException e) {
      return EVERYWHERE;
    }
  }

  /** Whether any of it is between two addresses. */
  boolean isBetween(final long start, final long end) {
    final int found = Arrays.binarySearch(rows, start >>> ROW_SHIFT);
    final int next = found < 0 ? -found - 1 : found;
    return everywhere || (next < rows.length && rows[next] <= (end - 1) >>> ROW_SHIFT);
  }
}
