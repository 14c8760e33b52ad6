package io.memtracer.host.ring;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * A mapped table of the plugin's: a header, rows that are appended while it is read, and maybe
 * texts that rows point to, as docs/wire-formats.md lays them out. Row 0 stands for nothing.
 *
 * <p>What it says is the guest's word, which the plugin has only copied.
 */
final class RowTable implements AutoCloseable {

  static final int HEADER_BYTES = 64;
  static final int VERSION_OFFSET = 8;
  static final int CAPACITY_OFFSET = 12;
  static final int USED_OFFSET = 16;

  /**
   * What all tables of a kind have in common.
   *
   * @param name what its rows are
   * @param magic the first eight bytes
   * @param version of its layout
   * @param rowBytes of a row
   * @param textBytes behind all rows
   */
  record Kind(String name, String magic, int version, int rowBytes, int textBytes) {

    /** Room that the file of one takes. */
    long bytes(final int rows) {
      return HEADER_BYTES + (long) rows * rowBytes + textBytes;
    }

    /** The magic as it is read. */
    long magicWord() {
      return ByteBuffer.wrap(magic.getBytes(StandardCharsets.US_ASCII))
          .order(LITTLE_ENDIAN)
          .getLong();
    }
  }

  private final Kind kind;
  private final MappedByteBuffer mapping;
  private final UnsafeBuffer table;
  private final int capacity;

  private RowTable(
      final Kind kind,
      final MappedByteBuffer mapping,
      final UnsafeBuffer table,
      final int capacity) {
    this.kind = kind;
    this.mapping = mapping;
    this.table = table;
    this.capacity = capacity;
  }

  /**
   * Maps the table that a plugin has made; one with row 0 alone if it was not to make any.
   *
   * @throws TraceException if it can't, or it is no table of that kind
   */
  static RowTable open(final Path path, final Kind kind) {
    if (!Files.exists(path)) {
      return new RowTable(kind, null, new UnsafeBuffer(new byte[HEADER_BYTES]), 1);
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      final MappedByteBuffer mapping =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      final UnsafeBuffer table = new UnsafeBuffer(mapping);
      return new RowTable(kind, mapping, table, requireKnownFormat(table, kind));
    } catch (IOException e) {
      throw TraceException.environment(
          "can't read the " + kind.name + " table " + path + ": " + e, e);
    }
  }

  private static int requireKnownFormat(final UnsafeBuffer table, final Kind kind)
      throws IOException {
    if (table.capacity() < HEADER_BYTES
        || table.getLong(0, LITTLE_ENDIAN) != kind.magicWord()
        || table.getInt(VERSION_OFFSET, LITTLE_ENDIAN) != kind.version) {
      throw new IOException(
          "it must begin with " + kind.magic + " and be of version " + kind.version);
    }
    final int capacity = table.getInt(CAPACITY_OFFSET, LITTLE_ENDIAN);
    if (capacity < 1 || kind.bytes(capacity) != table.capacity()) {
      throw new IOException(
          "a table of %d rows must be %d bytes long, but is %d"
              .formatted(capacity, kind.bytes(capacity), table.capacity()));
    }
    return capacity;
  }

  /** How many rows there may come to be. */
  int capacity() {
    return capacity;
  }

  /** How many there are so far. */
  int used() {
    return Math.min(table.getIntVolatile(USED_OFFSET), capacity);
  }

  /**
   * Where a row is.
   *
   * @throws DamagedStreamException if there is no such row
   */
  int at(final int row) {
    if (row < 0 || row >= used()) {
      throw new DamagedStreamException(
          "a record has the number %d of a %s that isn't in the table".formatted(row, kind.name));
    }
    return HEADER_BYTES + row * kind.rowBytes;
  }

  int getInt(final int offset) {
    return table.getInt(offset, LITTLE_ENDIAN);
  }

  long getLong(final int offset) {
    return table.getLong(offset, LITTLE_ENDIAN);
  }

  /** A text that ends with a zero, or after so many bytes. */
  String paddedText(final int offset, final int mostBytes) {
    int length = 0;
    while (length < mostBytes && table.getByte(offset + length) != 0) {
      length++;
    }
    return bytes(offset, length);
  }

  /**
   * One of the texts behind the rows.
   *
   * @param offset among these
   * @throws DamagedStreamException if it isn't all there, or longer than it may be
   */
  String text(final int offset, final int length, final int mostBytes) {
    if (offset < 0 || length < 0 || length > mostBytes || offset > kind.textBytes - length) {
      throw new DamagedStreamException(
          "a text of a %s can't be at %d with %d bytes".formatted(kind.name, offset, length));
    }
    return bytes(HEADER_BYTES + capacity * kind.rowBytes + offset, length);
  }

  private String bytes(final int offset, final int length) {
    final byte[] bytes = new byte[length];
    table.getBytes(offset, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** Unmaps it. */
  @Override
  public void close() {
    if (mapping != null) {
      IoUtil.unmap(mapping);
    }
  }
}
