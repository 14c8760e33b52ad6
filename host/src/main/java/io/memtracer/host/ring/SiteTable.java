package io.memtracer.host.ring;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.CloseHelper;
import org.agrona.IoUtil;
import org.agrona.concurrent.UnsafeBuffer;

/**
 * The plugin's numbers for the constant parts of records, as docs/wire-formats.md lays them out.
 *
 * <p>As long as it is open it holds the lock that tells the plugin that somebody reads. No other
 * descriptor of that file may be closed in this process meanwhile: that would drop the lock.
 */
final class SiteTable implements AutoCloseable {

  /** Not a site's number: a whole trace record follows. */
  static final int ESCAPE = 0xffff;

  static final int BYTES = 64 + (ESCAPE + 1) * Long.BYTES;
  static final int VERSION = 1;
  static final int VERSION_OFFSET = 8;
  static final int USED_OFFSET = 16;
  static final int ENTRIES_OFFSET = 64;

  /** The bytes "MTSITE01". */
  static final long MAGIC = 0x313045544953544DL;

  private final FileChannel lockHolder;
  private final MappedByteBuffer mapping;
  private final UnsafeBuffer table;
  private final long[] words = new long[ESCAPE + 1];
  private int known;

  private SiteTable(final FileChannel lockHolder, final MappedByteBuffer mapping) {
    this.lockHolder = lockHolder;
    this.mapping = mapping;
    table = new UnsafeBuffer(mapping);
  }

  /**
   * Maps and locks the table that a plugin has made.
   *
   * @throws TraceException if it can't, or it is no site table
   */
  static SiteTable open(final Path path) {
    FileChannel channel = null;
    try {
      channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
      if (channel.tryLock() == null) {
        throw new IOException("another process reads it");
      }
      if (channel.size() != BYTES) {
        throw new IOException("it must be " + BYTES + " bytes long, but is " + channel.size());
      }
      final SiteTable table =
          new SiteTable(channel, channel.map(FileChannel.MapMode.READ_ONLY, 0, BYTES));
      table.requireKnownFormat();
      return table;
    } catch (IOException | OverlappingFileLockException e) {
      CloseHelper.quietClose(channel);
      throw TraceException.environment("can't read the site table " + path + ": " + e, e);
    }
  }

  private void requireKnownFormat() throws IOException {
    final long magic = table.getLong(0, LITTLE_ENDIAN);
    final int version = table.getInt(VERSION_OFFSET, LITTLE_ENDIAN);
    if (magic != MAGIC || version != VERSION) {
      throw new IOException(
          "it must begin with MTSITE01 and be of version 1, but begins with %016x and is of %d"
              .formatted(magic, version));
    }
  }

  /**
   * Word 0 of each site, by number, with 0 for the vCPU; 0 where there is none yet, or what can't
   * be one.
   *
   * @return always the same array, with all sites that a message read before may hold
   * @throws DamagedStreamException if there can't be so many
   */
  long[] words() {
    final int used = table.getIntVolatile(USED_OFFSET);
    if (used < 0 || used > ESCAPE) {
      throw new DamagedStreamException(
          "the site table says that it has " + used + " sites, but it has room for " + ESCAPE);
    }
    while (known < used) {
      final long word = table.getLong(ENTRIES_OFFSET + known * Long.BYTES, LITTLE_ENDIAN);
      words[known] = (word & SiteRecordDecoder.VCPU_MASK) == 0 ? word : 0;
      known++;
    }
    return words;
  }

  /** Gives up the lock. A second call does nothing. */
  @Override
  public void close() {
    if (lockHolder.isOpen()) {
      CloseHelper.quietClose(lockHolder);
      IoUtil.unmap(mapping);
    }
  }
}
