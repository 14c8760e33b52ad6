package io.memtracer.host.ring;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.agrona.concurrent.ringbuffer.RingBufferDescriptor.TRAILER_LENGTH;

import io.memtracer.api.RecordWord;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.agrona.ExpandableArrayBuffer;
import org.agrona.concurrent.AtomicBuffer;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBufferDescriptor;

/**
 * What the plugin does, in Java: files of site records, written with Agrona's producing side.
 *
 * <p>Not thread-safe.
 */
public final class RingWriter {

  private static final int ESCAPED_BYTES = 24;
  private static final long VCPU_BITS = 0xff00;

  private final Path prefix;
  private final int ringBytes;
  private final int tableEntries;
  private final UnsafeBuffer table;
  private final Map<Long, Integer> sites = new HashMap<>();
  private final Map<Integer, OneToOneRingBuffer> rings = new HashMap<>();
  private final ExpandableArrayBuffer message = new ExpandableArrayBuffer();
  private UnsafeBuffer tasks;
  private UnsafeBuffer phases;
  private int length;

  /**
   * Makes the site table.
   *
   * @param tableEntries how many sites get a number
   */
  public RingWriter(final Path prefix, final int ringBytes, final int tableEntries) {
    this.prefix = prefix;
    this.ringBytes = ringBytes;
    this.tableEntries = tableEntries;
    table = map(SharedRings.siteTable(prefix), SiteTable.BYTES);
    table.putInt(SiteTable.VERSION_OFFSET, SiteTable.VERSION, LITTLE_ENDIAN);
    table.putLong(0, SiteTable.MAGIC, LITTLE_ENDIAN);
  }

  private static UnsafeBuffer map(final Path path, final int bytes) {
    try (FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      final MappedByteBuffer mapping = channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes);
      return new UnsafeBuffer(mapping);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** Makes the ring of a vCPU. */
  public RingWriter vcpu(final int vcpu) {
    rings.put(
        vcpu,
        new OneToOneRingBuffer(map(SharedRings.ring(prefix, vcpu), ringBytes + TRAILER_LENGTH)));
    return this;
  }

  /** Adds a record to the message that is to be written next. */
  public RingWriter add(final long word, final long address) {
    final int site = site(word & ~VCPU_BITS);
    if (site == SiteTable.ESCAPE || address << 16 >> 16 != address) {
      message.putLong(length, SiteTable.ESCAPE, LITTLE_ENDIAN);
      message.putLong(length + 8, word, LITTLE_ENDIAN);
      message.putLong(length + 16, address, LITTLE_ENDIAN);
      length += ESCAPED_BYTES;
    } else {
      addRaw(address << 16 | site);
    }
    return this;
  }

  /** Says in the message that is to be written next that accesses are missing. */
  public RingWriter gap(final long accesses, final boolean dropped) {
    return addRaw(1L << 63 | (dropped ? 1L << 62 : 0) | accesses << 16 | SiteTable.ESCAPE);
  }

  private static UnsafeBuffer table(final Path path, final RowTable.Kind kind, final int rows) {
    final UnsafeBuffer table = map(path, (int) kind.bytes(rows));
    table.putLong(0, kind.magicWord(), LITTLE_ENDIAN);
    table.putInt(RowTable.VERSION_OFFSET, kind.version(), LITTLE_ENDIAN);
    table.putInt(RowTable.CAPACITY_OFFSET, rows, LITTLE_ENDIAN);
    table.putIntVolatile(RowTable.USED_OFFSET, 1);
    return table;
  }

  /** Makes the task table, of so many rows; the first is that of unknown tasks. */
  public RingWriter tasks(final int rows) {
    tasks = table(SharedRings.taskTable(prefix), TaskTable.KIND, rows);
    return this;
  }

  /** Adds a row of a task of the workload, whose number is that of the row. */
  public RingWriter task(final int process, final String name) {
    final int row = tasks.getInt(RowTable.USED_OFFSET, LITTLE_ENDIAN);
    final int at = RowTable.HEADER_BYTES + row * TaskTable.KIND.rowBytes();
    tasks.putInt(at, row, LITTLE_ENDIAN);
    tasks.putInt(at + 4, process, LITTLE_ENDIAN);
    tasks.putInt(at + 8, process, LITTLE_ENDIAN);
    tasks.putInt(at + 20, 2, LITTLE_ENDIAN);
    tasks.putBytes(at + 40, name.getBytes(StandardCharsets.US_ASCII));
    tasks.putIntVolatile(RowTable.USED_OFFSET, row + 1);
    return this;
  }

  /** Makes the phase table, of so many rows; the first is outside of all. */
  public RingWriter phases(final int rows) {
    phases = table(SharedRings.phaseTable(prefix), PhaseTable.KIND, rows);
    return this;
  }

  /** Adds a phase of a thread within the one of another row, 0 for none. */
  public RingWriter phase(final int parent, final String name) {
    final int row = phases.getInt(RowTable.USED_OFFSET, LITTLE_ENDIAN);
    final int at = RowTable.HEADER_BYTES + row * PhaseTable.KIND.rowBytes();
    phases.putInt(at + PhaseTable.PARENT, parent, LITTLE_ENDIAN);
    phases.putLong(at + PhaseTable.BEGUN, row, LITTLE_ENDIAN);
    phases.putBytes(at + PhaseTable.NAME, name.getBytes(StandardCharsets.US_ASCII));
    phases.putIntVolatile(RowTable.USED_OFFSET, row + 1);
    return this;
  }

  /** Says in the message that is to be written next something of a task or phase. */
  public RingWriter tell(final int row, final int what) {
    return addRaw((long) what << 48 | (long) row << 16 | SiteTable.ESCAPE);
  }

  /** Adds 8 bytes, whatever they mean. */
  public RingWriter addRaw(final long packed) {
    message.putLong(length, packed, LITTLE_ENDIAN);
    length += Long.BYTES;
    return this;
  }

  private int site(final long word) {
    final Integer known = sites.get(word);
    if (known != null) {
      return known;
    }
    final int number = sites.size();
    if (number == tableEntries) {
      return SiteTable.ESCAPE;
    }
    sites.put(word, number);
    table.putLong(SiteTable.ENTRIES_OFFSET + number * Long.BYTES, word, LITTLE_ENDIAN);
    table.putIntVolatile(SiteTable.USED_OFFSET, number + 1);
    return number;
  }

  /** Says that the table has so many. */
  public RingWriter sites(final int used) {
    table.putIntVolatile(SiteTable.USED_OFFSET, used);
    return this;
  }

  /** Bytes of the message that is to be written next. */
  public int length() {
    return length;
  }

  /**
   * Writes the message.
   *
   * @return false if the ring is full: the message stays as it is
   */
  public boolean write(final int vcpu) {
    if (!rings.get(vcpu).write(SharedRing.SITE_RECORDS, message, 0, length)) {
      return false;
    }
    length = 0;
    return true;
  }

  /** Writes the header of a message into a ring's beginning, whatever it says. */
  public void header(final int vcpu, final int length, final int type) {
    final AtomicBuffer ring = rings.get(vcpu).buffer();
    ring.putInt(Integer.BYTES, type, LITTLE_ENDIAN);
    ring.putIntVolatile(0, length);
  }

  /** Says of a ring's reader that it is somewhere. */
  public void readerAt(final int vcpu, final long position) {
    rings
        .get(vcpu)
        .buffer()
        .putLongVolatile(ringBytes + RingBufferDescriptor.HEAD_POSITION_OFFSET, position);
  }

  /** Does what a plugin does that is killed while it writes a message. */
  public void dieWriting(final int vcpu, final int bytes) {
    if (rings.get(vcpu).tryClaim(SharedRing.SITE_RECORDS, bytes) < 0) {
      throw new IllegalStateException("the ring is full");
    }
  }

  /** A record's word 0 with another vCPU. */
  public static long withVcpu(final long word, final int vcpu) {
    return (word & ~VCPU_BITS) | (RecordWord.of(0, vcpu, 0, false, 0) & VCPU_BITS);
  }
}
