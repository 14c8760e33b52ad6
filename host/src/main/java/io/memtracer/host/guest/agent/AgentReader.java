package io.memtracer.host.guest.agent;

import io.memtracer.host.status.TraceException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;

/** Cuts what the agent says into frames. Nothing the guest sends makes it allocate or wait more. */
final class AgentReader {

  /** Takes frames; the payload is valid during the call. */
  @FunctionalInterface
  interface FrameHandler {
    void onFrame(int type, ByteBuffer payload);
  }

  private final ReadableByteChannel channel;
  private final ByteBuffer header = AgentFrames.allocate(AgentFrames.HEADER_BYTES);
  private final ByteBuffer payload = AgentFrames.allocate(AgentFrames.MAX_PAYLOAD_BYTES);

  AgentReader(final ReadableByteChannel channel) {
    this.channel = channel;
  }

  /**
   * Reads one frame, waiting for it.
   *
   * @throws TraceException guest error if it is longer than a frame can be
   */
  void readFrame(final FrameHandler handler) throws IOException {
    fill(header.clear());
    final int length = header.getInt();
    final int type = header.get();
    if (length < 0 || length > AgentFrames.MAX_PAYLOAD_BYTES) {
      throw TraceException.guest(
          "the guest sent a frame of %d bytes, but at most %d are allowed"
              .formatted(Integer.toUnsignedLong(length), AgentFrames.MAX_PAYLOAD_BYTES));
    }
    fill(payload.clear().limit(length));
    handler.onFrame(type, payload.asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN));
  }

  private void fill(final ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      if (channel.read(buffer) < 0) {
        throw new EOFException("it was closed");
      }
    }
    buffer.flip();
  }
}
