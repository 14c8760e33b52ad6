package io.memtracer.host.ring;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.agrona.concurrent.ringbuffer.RingBufferDescriptor.TRAILER_LENGTH;

import io.memtracer.api.Phase;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.Task;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.agrona.BufferUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.UnsafeBuffer;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;
import org.agrona.concurrent.ringbuffer.RingBuffer;

/**
 * Hands blocks of records from one thread to another.
 *
 * <p>A block is one message of an Agrona ring buffer. Its payload starts with 8 bytes of our own,
 * the number of bytes that count and 4 unused ones: a claim can't be made smaller after a short
 * read, and with them every record lies at a multiple of its size.
 *
 * <pre>
 *   0          8           12         16
 *  +----------+-----------+----------+------------------------+
 *  | Agrona's | used bytes| 0        | records, 16 bytes each |
 *  +----------+-----------+----------+------------------------+
 * </pre>
 *
 * <p>{@link #tryClaim}, {@link #commit}, {@link #abort} and {@link #end} belong to the producing
 * thread, {@link #drain} and {@link #isDrained} to the consuming one.
 */
public final class RecordRing implements BatchSource {

  /** Bytes of a record in a block. */
  public static final int RECORD_BYTES = RecordDecoder.RECORD_BYTES;

  /** Message type of a block of 16-byte records. */
  static final int RECORDS = 1;

  static final int BLOCK_HEADER_BYTES = Long.BYTES;
  private static final int PAGE_BYTES = 4096;
  private static final int BLOCKS_PER_DRAIN = 16;

  private final RingBuffer ring;
  private final UnsafeBuffer buffer;
  private final ByteBuffer claimView;
  private final int maxBlockBytes;
  private final ControlledMessageHandler handler = this::decode;
  private BatchAssembler target;
  private int claimIndex = -1;
  private volatile boolean ended;
  private volatile boolean closed;
  private volatile Optional<String> problem = Optional.empty();
  private boolean drained;

  /** Records of the block at hand that are in batches, when there was none for the rest. */
  private int moved;

  /**
   * Makes a ring in memory of this process.
   *
   * @param capacityBytes a power of two
   */
  public RecordRing(final int capacityBytes) {
    final ByteBuffer memory =
        BufferUtil.allocateDirectAligned(capacityBytes + TRAILER_LENGTH, PAGE_BYTES);
    buffer = new UnsafeBuffer(memory);
    ring = new OneToOneRingBuffer(buffer);
    claimView = memory.duplicate();
    maxBlockBytes = maxBlockBytes(capacityBytes);
  }

  /** The most record bytes a block may have in a ring of this capacity: a little below 1/8. */
  public static int maxBlockBytes(final int capacityBytes) {
    return capacityBytes / 8 - RECORD_BYTES;
  }

  /**
   * Claims room for a block.
   *
   * @param recordBytes room for records, a multiple of 16
   * @return the room, from position to limit, to be filled before {@link #commit}; always the same
   *     object; null if the ring is full
   */
  public ByteBuffer tryClaim(final int recordBytes) {
    if (recordBytes > maxBlockBytes) {
      throw new IllegalArgumentException(
          "a block may have " + maxBlockBytes + " bytes, but recordBytes=" + recordBytes);
    }
    final int index = ring.tryClaim(RECORDS, BLOCK_HEADER_BYTES + recordBytes);
    if (index < 0) {
      return null;
    }
    claimIndex = index;
    final int start = index + BLOCK_HEADER_BYTES;
    claimView.limit(start + recordBytes).position(start);
    return claimView;
  }

  /**
   * Hands over what was claimed.
   *
   * @param recordBytes how much of it is whole records
   */
  public void commit(final int recordBytes) {
    buffer.putInt(claimIndex, recordBytes, LITTLE_ENDIAN);
    ring.commit(claimIndex);
    claimIndex = -1;
  }

  /** Gives up what was claimed. */
  public void abort() {
    ring.abort(claimIndex);
    claimIndex = -1;
  }

  /** Says that no more blocks come. */
  public void end() {
    ended = true;
  }

  @Override
  public int drain(final BatchAssembler assembler) {
    if (drained) {
      return 0;
    }
    target = assembler;
    try {
      return drainBlocks();
    } catch (DamagedStreamException e) {
      problem = Optional.of(e.why());
      closed = true;
      drained = true;
      return 0;
    }
  }

  private int drainBlocks() {
    final boolean endedBefore = ended;
    int blocks = 0;
    // One message a call, so that its room is free again at once.
    while (blocks < BLOCKS_PER_DRAIN && ring.controlledRead(handler, 1) > 0) {
      blocks++;
    }
    if (blocks == 0 && endedBefore) {
      drained = ring.size() == 0;
    }
    return blocks;
  }

  /** What came that can't be, after which nothing more is taken; any thread may ask. */
  public Optional<String> problem() {
    return problem;
  }

  private ControlledMessageHandler.Action decode(
      final int typeId, final MutableDirectBuffer message, final int index, final int length) {
    if (typeId != RECORDS) {
      throw new IllegalStateException("the ring holds a block of unknown type " + typeId);
    }
    final int count = message.getInt(index, LITTLE_ENDIAN) / RecordDecoder.RECORD_BYTES;
    while (moved < count) {
      final int offset = index + BLOCK_HEADER_BYTES + moved * RecordDecoder.RECORD_BYTES;
      if (RecordDecoder.isGap(message, offset)) {
        target.event(RecordDecoder.gap(message, offset));
        moved++;
        continue;
      }
      final int left = count - moved;
      final RecordBatchWriter batch =
          target.room(left, RecordDecoder.vcpu(message, offset), Task.UNKNOWN, Phase.NONE);
      if (batch == null) {
        return ControlledMessageHandler.Action.ABORT;
      }
      moved += RecordDecoder.decode(message, offset, left, batch);
    }
    moved = 0;
    return ControlledMessageHandler.Action.CONTINUE;
  }

  @Override
  public boolean isDrained() {
    return drained;
  }

  /** The memory is this process's own: only who still fills it is told. */
  @Override
  public void close() {
    closed = true;
  }

  /** Whether nobody drains it any more; for the producing thread. */
  public boolean isClosed() {
    return closed;
  }
}
