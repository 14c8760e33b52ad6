package io.memtracer.host.qemu.monitor;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Reads a channel that another thread writes to. (What {@code java.nio.channels.Channels} makes
 * holds a lock while it waits, and stops the writer.)
 */
final class ChannelInputStream extends InputStream {

  private final ReadableByteChannel channel;

  ChannelInputStream(final ReadableByteChannel channel) {
    this.channel = channel;
  }

  @Override
  public int read() throws IOException {
    final byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
  }

  @Override
  public int read(final byte[] bytes, final int offset, final int length) throws IOException {
    return channel.read(ByteBuffer.wrap(bytes, offset, length));
  }
}
