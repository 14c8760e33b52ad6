package io.memtracer.host.guest.image;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes empty qcow2 images, so that a run needs no {@code qemu-img}.
 *
 * <p>Four clusters: header, refcount table, refcount block, L1 table; see docs/interop/qcow2 in
 * QEMU's sources.
 */
public final class Qcow2 {

  private static final int CLUSTER_BITS = 16;
  private static final int CLUSTER_BYTES = 1 << CLUSTER_BITS;
  private static final int MAGIC = 0x514649fb;
  private static final int VERSION = 3;
  private static final int HEADER_BYTES = 104;
  private static final int REFCOUNT_ORDER = 4;

  /** What one entry of the L1 table maps: a cluster of entries of 8 bytes, a cluster each. */
  private static final long L1_ENTRY_BYTES = (long) CLUSTER_BYTES / Long.BYTES * CLUSTER_BYTES;

  private static final int CLUSTERS = 4;
  private static final long MAX_BYTES = CLUSTER_BYTES / Long.BYTES * L1_ENTRY_BYTES;

  private Qcow2() {}

  /**
   * Writes an image in which nothing is allocated.
   *
   * @param file must not exist yet
   * @param virtualBytes the size of the disk it stands for
   */
  public static void createEmpty(final Path file, final long virtualBytes) throws IOException {
    if (virtualBytes <= 0 || virtualBytes > MAX_BYTES) {
      throw new IllegalArgumentException("virtualBytes=" + virtualBytes);
    }
    final long l1Entries = (virtualBytes + L1_ENTRY_BYTES - 1) / L1_ENTRY_BYTES;
    final ByteBuffer image = ByteBuffer.allocate(CLUSTERS * CLUSTER_BYTES);
    image.putInt(MAGIC).putInt(VERSION);
    image.putLong(0).putInt(0); // no backing file
    image.putInt(CLUSTER_BITS).putLong(roundUp(virtualBytes)).putInt(0); // not encrypted
    image.putInt((int) l1Entries).putLong(3L * CLUSTER_BYTES);
    image.putLong(CLUSTER_BYTES).putInt(1); // refcount table
    image.putInt(0).putLong(0); // no snapshots
    image.putLong(0).putLong(0).putLong(0); // no features
    image.putInt(REFCOUNT_ORDER).putInt(HEADER_BYTES);
    image.putLong(CLUSTER_BYTES, 2L * CLUSTER_BYTES);
    for (int cluster = 0; cluster < CLUSTERS; cluster++) {
      image.putShort(2 * CLUSTER_BYTES + cluster * Short.BYTES, (short) 1);
    }
    image.clear();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      while (image.hasRemaining()) {
        channel.write(image);
      }
    }
  }

  private static long roundUp(final long bytes) {
    return (bytes + 511) / 512 * 512;
  }
}
