package io.memtracer.host.symbols;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The file in which the plugin says what lay in the memory of the guest's programs, as
 * docs/wire-formats.md lays it out. What it says is the guest's word.
 */
public final class MappingTable {

  private static final long MAGIC = 0x31305350414D544DL;
  private static final int VERSION = 2;
  private static final int HEADER_BYTES = 64;
  private static final int ROW_BYTES = 48;
  private static final int ROWS = 1 << 14;
  private static final int TEXT_BYTES = 1 << 20;
  private static final int MAX_BYTES = 64 << 20;

  /** The longest path there can be. */
  private static final int MAX_TEXT_BYTES = 4096;

  private static final int IS_OF_HOST = 1;
  private static final int IS_CODE = 2;
  private static final int KIND_SHIFT = 4;
  private static final DataMapping.Kind[] KINDS = DataMapping.Kind.values();

  private MappingTable() {}

  /** Room that the file takes. */
  public static long fileBytes() {
    return HEADER_BYTES + ROWS * ROW_BYTES + TEXT_BYTES;
  }

  /**
   * Reads it, when the plugin doesn't write to it any more.
   *
   * @param file as the plugin made it
   * @param sent files of this machine that the guest has under other paths, by these
   * @return what it says; empty if there is none, or if it doesn't say all of code, since then an
   *     address could be somebody else's as well
   */
  public static Optional<Mappings> read(final Path file, final Map<String, Path> sent) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > MAX_BYTES) {
        return Optional.empty();
      }
      return Optional.of(
          rows(ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN), sent));
    } catch (IOException
        | BufferUnderflowException
        | IllegalArgumentException
        | ArithmeticException e) {
      // Nobody else's fault than of what the guest or QEMU wrote: there are no names, then.
      return Optional.empty();
    }
  }

  private static Mappings rows(final ByteBuffer table, final Map<String, Path> sent) {
    final long magic = table.getLong();
    final int version = table.getInt();
    final int capacity = table.getInt();
    final int used = table.getInt();
    final int refused = table.getInt();
    table.getInt();
    final int refusedData = table.getInt();
    if (magic != MAGIC
        || version != VERSION
        || refused != 0
        || used < 0
        || used > Math.min(capacity, ROWS)) {
      throw new IllegalArgumentException("not a whole table of version " + VERSION);
    }
    final int texts = Math.addExact(HEADER_BYTES, Math.multiplyExact(capacity, ROW_BYTES));
    if (texts > table.capacity()) {
      throw new IllegalArgumentException("no room for " + capacity + " rows");
    }
    final List<DataMapping> mappings = new ArrayList<>(used);
    for (int row = 0; row < used; row++) {
      mappings.add(mapping(table.position(HEADER_BYTES + row * ROW_BYTES), texts, sent));
    }
    return Mappings.of(mappings, refusedData == 0);
  }

  private static DataMapping mapping(
      final ByteBuffer row, final int texts, final Map<String, Path> sent) {
    final long start = row.getLong();
    final long end = row.getLong();
    final long fileOffset = row.getLong();
    final int flags = row.getInt();
    final String path = text(row, texts);
    final String program = text(row, texts);
    final int kind = flags >>> KIND_SHIFT;
    if (kind >= KINDS.length) {
      throw new IllegalArgumentException("a mapping of kind " + kind);
    }
    return new DataMapping(
        start,
        end,
        fileOffset,
        KINDS[kind],
        path,
        (flags & IS_OF_HOST) != 0
            ? Optional.of(Path.of(path))
            : Optional.ofNullable(sent.get(path)),
        (flags & IS_CODE) != 0,
        program);
  }

  private static String text(final ByteBuffer row, final int texts) {
    final int offset = row.getInt();
    final int length = row.getInt();
    if (offset < 0 || length < 0 || length > MAX_TEXT_BYTES) {
      throw new IllegalArgumentException("a text at %d of %d".formatted(offset, length));
    }
    final byte[] text = new byte[length];
    row.duplicate().position(Math.addExact(texts, offset)).get(text);
    return new String(text, StandardCharsets.UTF_8);
  }
}
