package io.memtracer.host.ring;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.memtracer.api.Task;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The plugin's numbers for tasks of the guest, as docs/wire-formats.md lays them out.
 *
 * <p>What rows say is the guest's word, which the plugin has only copied.
 */
final class TaskTable implements AutoCloseable {

  static final int HEADER_BYTES = 64;
  static final int ROW_BYTES = 64;
  static final int TEXT_BYTES = 524_288;

  static final int VERSION = 1;
  static final int VERSION_OFFSET = 8;
  static final int CAPACITY_OFFSET = 12;
  static final int USED_OFFSET = 16;

  /** The bytes "MTTASK01". */
  static final long MAGIC = 0x31304B534154544DL;

  private static final int NAME_BYTES = 16;

  /** The longest path there can be. */
  private static final int PROGRAM_BYTES = 4096;

  private static final int IS_KERNEL = 1;
  private static final int IS_WORKLOAD = 2;
  private static final int IS_AGENT = 4;
  private static final int IS_IDLE = 8;
  private static final int IS_SEVERAL = 16;
  private static final String SEVERAL = "(later tasks)";

  private final MappedByteBuffer mapping;
  private final UnsafeBuffer table;
  private final int texts;
  private final Task[] known;

  private TaskTable(final MappedByteBuffer mapping, final UnsafeBuffer table, final int capacity) {
    this.mapping = mapping;
    this.table = table;
    texts = HEADER_BYTES + capacity * ROW_BYTES;
    known = new Task[capacity];
    known[0] = Task.UNKNOWN;
  }

  /** Room that the file takes. */
  static long bytes(final int rows) {
    return HEADER_BYTES + (long) rows * ROW_BYTES + TEXT_BYTES;
  }

  /**
   * Maps the table that a plugin has made; one without rows if it was not to make any.
   *
   * @throws TraceException if it can't, or it is no task table
   */
  static TaskTable open(final Path path) {
    if (!Files.exists(path)) {
      return new TaskTable(null, new UnsafeBuffer(new byte[HEADER_BYTES]), 1);
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      final MappedByteBuffer mapping =
          channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
      final UnsafeBuffer table = new UnsafeBuffer(mapping);
      return new TaskTable(mapping, table, requireKnownFormat(table));
    } catch (IOException e) {
      throw TraceException.environment("can't read the task table " + path + ": " + e, e);
    }
  }

  private static int requireKnownFormat(final UnsafeBuffer table) throws IOException {
    if (table.capacity() < HEADER_BYTES
        || table.getLong(0, LITTLE_ENDIAN) != MAGIC
        || table.getInt(VERSION_OFFSET, LITTLE_ENDIAN) != VERSION) {
      throw new IOException("it must begin with MTTASK01 and be of version " + VERSION);
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
   * The task in a row, always the same object.
   *
   * @throws DamagedStreamException if there is no such row
   */
  Task task(final int row) {
    if (row < 0 || row >= known.length || (known[row] == null && row >= used())) {
      throw new DamagedStreamException(
          "a record has the number " + row + " of a task that isn't in the table");
    }
    if (known[row] == null) {
      known[row] = read(HEADER_BYTES + row * ROW_BYTES);
    }
    return known[row];
  }

  private int used() {
    return table.getIntVolatile(USED_OFFSET);
  }

  private Task read(final int row) {
    final int flags = table.getInt(row + 20, LITTLE_ENDIAN);
    return new Task(
        table.getInt(row, LITTLE_ENDIAN),
        table.getInt(row + 4, LITTLE_ENDIAN),
        table.getInt(row + 8, LITTLE_ENDIAN),
        table.getInt(row + 12, LITTLE_ENDIAN),
        table.getInt(row + 16, LITTLE_ENDIAN),
        role(flags),
        table.getLong(row + 32, LITTLE_ENDIAN),
        (flags & IS_SEVERAL) == 0 ? name(row + 40) : SEVERAL,
        program(table.getInt(row + 24, LITTLE_ENDIAN), table.getInt(row + 28, LITTLE_ENDIAN)));
  }

  private static Task.Role role(final int flags) {
    if ((flags & IS_IDLE) != 0) {
      return Task.Role.IDLE;
    }
    if ((flags & IS_KERNEL) != 0) {
      return Task.Role.KERNEL;
    }
    if ((flags & IS_WORKLOAD) != 0) {
      return Task.Role.WORKLOAD;
    }
    return (flags & IS_AGENT) != 0 ? Task.Role.AGENT : Task.Role.OTHER;
  }

  private String name(final int offset) {
    int length = 0;
    while (length < NAME_BYTES && table.getByte(offset + length) != 0) {
      length++;
    }
    return text(offset, length);
  }

  private String program(final int offset, final int length) {
    if (offset < 0 || length < 0 || length > PROGRAM_BYTES || offset > TEXT_BYTES - length) {
      throw new DamagedStreamException(
          "a task's program can't be at %d with %d bytes".formatted(offset, length));
    }
    return text(texts + offset, length);
  }

  private String text(final int offset, final int length) {
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
