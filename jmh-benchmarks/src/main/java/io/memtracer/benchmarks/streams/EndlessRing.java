package io.memtracer.benchmarks.streams;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.agrona.concurrent.ringbuffer.RingBufferDescriptor.TRAILER_LENGTH;

import io.memtracer.api.RecordWord;
import io.memtracer.benchmarks.recorder.Recording;
import io.memtracer.host.ring.SharedRings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * Shared rings as the plugin in QEMU makes them (docs/wire-formats.md), one for each vCPU of a
 * stream's records, that their reader never finds empty: a reader clears nothing, so at a ring's
 * end it comes to the first message again. So the reading side is measured without a writer that
 * takes time, too.
 */
public final class EndlessRing implements AutoCloseable {

  private static final int TABLE_BYTES = 64 + 65_536 * Long.BYTES;
  private static final int ENTRIES_OFFSET = 64;
  private static final int VERSION_OFFSET = 8;
  private static final int USED_OFFSET = 16;
  private static final long MAGIC = 0x3130_4554_4953_544DL;
  private static final int ESCAPE = 0xffff;

  private static final int HEADER_BYTES = 8;
  private static final int BATCH_RECORDS = 2048;
  private static final int TYPE = 1;
  private static final int PADDING = -1;
  private static final int MIN_CAPACITY = 4096;
  private static final long VCPU_BITS = 0xff00;

  private final Path directory;
  private final Path prefix;
  private final List<Integer> vcpus;

  /** Writes the files of rings that hold these records. */
  public EndlessRing(final Recording records) {
    try {
      vcpus =
          IntStream.range(0, records.size())
              .map(i -> RecordWord.vcpu(records.word(i)))
              .distinct()
              .sorted()
              .boxed()
              .toList();
      directory = Files.createTempDirectory("memtracer-bench");
      prefix = directory.resolve("ring");
      write(records);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(final Recording records) throws IOException {
    final Map<Long, Integer> sites = new HashMap<>();
    final UnsafeBuffer table = map("ring.sites", TABLE_BYTES);
    try {
      table.putLong(0, MAGIC, LITTLE_ENDIAN);
      table.putInt(VERSION_OFFSET, 1, LITTLE_ENDIAN);
      for (final int vcpu : vcpus) {
        writeRing(records, vcpu, sites, table);
      }
    } finally {
      IoUtil.unmap(table.byteBuffer());
    }
  }

  private void writeRing(
      final Recording records,
      final int vcpu,
      final Map<Long, Integer> sites,
      final UnsafeBuffer table)
      throws IOException {
    final int[] own = ofVcpu(records, vcpu).toArray();
    final int messages = (own.length + BATCH_RECORDS - 1) / BATCH_RECORDS;
    final int bytes = own.length * Long.BYTES + messages * HEADER_BYTES;
    final int capacity = Math.max(MIN_CAPACITY, Integer.highestOneBit(bytes) << 1);
    final UnsafeBuffer ring = map("ring." + vcpu, capacity + TRAILER_LENGTH);
    try {
      final int end = writeMessages(records, own, ring, sites, table);
      ring.putInt(end, capacity - end, LITTLE_ENDIAN);
      ring.putInt(end + Integer.BYTES, PADDING, LITTLE_ENDIAN);
    } finally {
      IoUtil.unmap(ring.byteBuffer());
    }
  }

  private static IntStream ofVcpu(final Recording records, final int vcpu) {
    return IntStream.range(0, records.size()).filter(i -> RecordWord.vcpu(records.word(i)) == vcpu);
  }

  private static int writeMessages(
      final Recording records,
      final int[] own,
      final UnsafeBuffer ring,
      final Map<Long, Integer> sites,
      final UnsafeBuffer table) {
    int message = 0;
    int position = 0;
    for (int i = 0; i < own.length; i++) {
      if (i % BATCH_RECORDS == 0) {
        message = position;
        ring.putInt(message + Integer.BYTES, TYPE, LITTLE_ENDIAN);
        position += HEADER_BYTES;
      }
      final int site = site(records.word(own[i]) & ~VCPU_BITS, sites, table);
      ring.putLong(position, packed(records.address(own[i]), site), LITTLE_ENDIAN);
      position += Long.BYTES;
      ring.putInt(message, position - message, LITTLE_ENDIAN);
    }
    return position;
  }

  private static int site(
      final long word, final Map<Long, Integer> sites, final UnsafeBuffer table) {
    final int number = sites.computeIfAbsent(word | RecordWord.VALID, key -> sites.size());
    if (number == ESCAPE) {
      throw new IllegalArgumentException("the stream has more than " + ESCAPE + " sites");
    }
    table.putLong(ENTRIES_OFFSET + number * Long.BYTES, word, LITTLE_ENDIAN);
    table.putInt(USED_OFFSET, sites.size(), LITTLE_ENDIAN);
    return number;
  }

  private static long packed(final long address, final int site) {
    if (address << 16 >> 16 != address) {
      throw new IllegalArgumentException("address %x takes more than 48 bits".formatted(address));
    }
    return address << 16 | site;
  }

  private UnsafeBuffer map(final String name, final int bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            directory.resolve(name),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      return new UnsafeBuffer(channel.map(FileChannel.MapMode.READ_WRITE, 0, bytes));
    }
  }

  /** Opens them for reading, once. */
  public SharedRings open() {
    return SharedRings.open(prefix, vcpus, () -> true, TimeUnit.SECONDS.toNanos(1));
  }

  /** Removes the files; whoever has read once goes on reading what is mapped. */
  @Override
  public void close() {
    IoUtil.delete(directory.toFile(), false);
  }
}
