package io.memtracer.host.ring;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.memtracer.api.Phase;
import io.memtracer.host.status.PhaseShare;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The plugin's numbers for phases, as docs/wire-formats.md lays them out.
 *
 * <p>The names are the guest's words, which the plugin has only copied.
 */
final class PhaseTable implements AutoCloseable {

  static final int HEADER_BYTES = 64;
  static final int ROW_BYTES = 96;

  static final int VERSION = 1;
  static final int VERSION_OFFSET = 8;
  static final int CAPACITY_OFFSET = 12;
  static final int USED_OFFSET = 16;
  static final int REFUSED_OFFSET = 24;
  static final int UNMATCHED_OFFSET = 32;

  static final int PARENT = 0;
  static final int FLAGS = 4;
  static final int BEGUN = 8;
  static final int ENDED = 16;
  static final int NAME = 32;

  /** The bytes "MTPHAS01". */
  static final long MAGIC = 0x313053414850544DL;

  private static final int NAME_BYTES = 64;
  private static final int IS_OF_RUN = 1;

  private final MappedByteBuffer mapping;
  private final UnsafeBuffer table;
  private final Phase[] known;

  private PhaseTable(final MappedByteBuffer mapping, final UnsafeBuffer table, final int capacity) {
    this.mapping = mapping;
    this.table = table;
    known = new Phase[capacity];
    known[0] = Phase.NONE;
  }

  /** Room that the file takes. */
  static long bytes(final int rows) {
    return HEADER_BYTES + (long) rows * ROW_BYTES;
  }

  /**
   * Maps the table that a plugin has made; one without rows if it was not to make any.
   *
   * @throws TraceException if it can't, or it is no phase table
   */
  static PhaseTable open(final Path path) {
    if (!Files.exists(path)) {
      return new PhaseTable(null, new UnsafeBuffer(new byte[HEADER_BYTES]), 1);
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      final MappedByteBuffer mapping =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      final UnsafeBuffer table = new UnsafeBuffer(mapping);
      return new PhaseTable(mapping, table, requireKnownFormat(table));
    } catch (IOException e) {
      throw TraceException.environment("can't read the phase table " + path + ": " + e, e);
    }
  }

  private static int requireKnownFormat(final UnsafeBuffer table) throws IOException {
    if (table.capacity() < HEADER_BYTES
        || table.getLong(0, LITTLE_ENDIAN) != MAGIC
        || table.getInt(VERSION_OFFSET, LITTLE_ENDIAN) != VERSION) {
      throw new IOException("it must begin with MTPHAS01 and be of version " + VERSION);
    }
    final int capacity = table.getInt(CAPACITY_OFFSET, LITTLE_ENDIAN);
    if (capacity < 1 || bytes(capacity) != table.capacity()) {
      throw new IOException(
          "a table of %d rows must be %d bytes long, but is %d"
              .formatted(capacity, bytes(capacity), table.capacity()));
    }
    return capacity;
  }

  /**
   * The phase in a row, always the same object; its name is that of those it is in, and its own.
   *
   * @throws IllegalStateException if there is no such row
   */
  Phase phase(final int row) {
    if (row < 0 || row >= known.length || (known[row] == null && row >= used())) {
      throw new IllegalStateException(
          "a record has the number " + row + " of a phase that isn't in the table");
    }
    if (known[row] == null) {
      final int parent = parent(row);
      final String within = parent == 0 ? "" : phase(parent).name() + "/";
      known[row] = new Phase(row, within + name(at(row) + NAME));
    }
    return known[row];
  }

  private int parent(final int row) {
    final int parent = table.getInt(at(row) + PARENT, LITTLE_ENDIAN);
    if (parent < 0 || parent >= row) {
      throw new IllegalStateException(
          "the phase of row %d can't be in that of row %d".formatted(row, parent));
    }
    return parent;
  }

  private int used() {
    return table.getIntVolatile(USED_OFFSET);
  }

  private static int at(final int row) {
    return HEADER_BYTES + row * ROW_BYTES;
  }

  private String name(final int offset) {
    int length = 0;
    while (length < NAME_BYTES && table.getByte(offset + length) != 0) {
      length++;
    }
    final byte[] bytes = new byte[length];
    table.getBytes(offset, bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }

  /** All there are so far, without the accesses in them. */
  Phases phases() {
    final List<PhaseShare> all = new ArrayList<>();
    final int used = Math.min(used(), known.length);
    for (int row = 1; row < used; row++) {
      all.add(
          new PhaseShare(
              phase(row),
              parent(row),
              name(at(row) + NAME),
              (table.getInt(at(row) + FLAGS, LITTLE_ENDIAN) & IS_OF_RUN) != 0,
              table.getLong(at(row) + BEGUN, LITTLE_ENDIAN),
              table.getLong(at(row) + ENDED, LITTLE_ENDIAN),
              0,
              0));
    }
    return new Phases(
        Optional.empty(),
        all,
        table.getLong(REFUSED_OFFSET, LITTLE_ENDIAN),
        table.getLong(UNMATCHED_OFFSET, LITTLE_ENDIAN));
  }

  /** Unmaps it. */
  @Override
  public void close() {
    if (mapping != null) {
      IoUtil.unmap(mapping);
    }
  }
}
