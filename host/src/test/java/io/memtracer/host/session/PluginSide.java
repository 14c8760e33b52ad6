package io.memtracer.host.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the plugin writes of the control page, at the places that docs/wire-formats.md gives.
 *
 * @param page the whole of it
 */
record PluginSide(MappedByteBuffer page) {

  private static final VarHandle INT =
      MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int VCPUS_SEEN = 140;
  private static final int SLOTS = 4096;
  private static final int SLOT_BYTES = 128;
  private static final int IDLE = 48;

  static PluginSide of(final Path control) {
    return new PluginSide(map(control));
  }

  /** A file that can be written to where it is mapped. */
  static MappedByteBuffer map(final Path file) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      return channel.map(FileChannel.MapMode.READ_WRITE, 0, channel.size());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void vcpusSeen(final int vcpus) {
    INT.setRelease(page, VCPUS_SEEN, vcpus);
  }

  /** All that a vCPU made was written. */
  void count(final int vcpu, final long records) {
    for (int counter = 2; counter >= 0; counter--) {
      LONG.setRelease(page, SLOTS + vcpu * SLOT_BYTES + counter * Long.BYTES, records);
    }
  }

  void idle(final int vcpus) {
    for (int vcpu = 0; vcpu < vcpus; vcpu++) {
      INT.setRelease(page, SLOTS + vcpu * SLOT_BYTES + IDLE, 1);
    }
  }
}
