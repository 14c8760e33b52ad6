package io.memtracer.host.ring;

import static java.nio.ByteOrder.LITTLE_ENDIAN;
import static org.agrona.concurrent.ringbuffer.RingBufferDescriptor.TRAILER_LENGTH;

import io.memtracer.api.Phase;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.RecordWord;
import io.memtracer.api.Task;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.LongBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.agrona.IoUtil;
import org.agrona.MutableDirectBuffer;
import org.agrona.concurrent.ControlledMessageHandler;
import org.agrona.concurrent.ringbuffer.OneToOneRingBuffer;

/** The ring of one vCPU: the plugin in QEMU writes it, this reads it. */
final class SharedRing implements ControlledMessageHandler, AutoCloseable {

  /** Message type of a batch of site records. */
  static final int SITE_RECORDS = 1;

  private final MappedByteBuffer mapping;
  private final OneToOneRingBuffer ring;
  private final RingGuard guard;
  private final LongBuffer longs;
  private final SiteTable sites;
  private final Contexts contexts;
  private final RingTap tap;

  /** Null where nobody tells where pages are. */
  private final PageTable pages;

  private final int vcpu;
  private final long vcpuBits;
  private BatchAssembler target;
  private Task task = Task.UNKNOWN;
  private Phase phase = Phase.NONE;
  private boolean refused;
  private boolean closed;
  private long records;
  private long bytes;

  /** Longs of the message at hand that are decoded, when there was no batch for the rest. */
  private int done;

  /** Whether the message at hand has a gap: a plain loop over it would come to nothing. */
  private boolean mixed;

  private SharedRing(
      final MappedByteBuffer mapping,
      final SiteTable sites,
      final Contexts contexts,
      final RingTap tap,
      final boolean tellsPages,
      final int vcpu) {
    this.mapping = mapping;
    this.contexts = contexts;
    this.tap = tap;
    pages = tellsPages ? new PageTable() : null;
    longs = mapping.order(LITTLE_ENDIAN).asLongBuffer();
    this.sites = sites;
    ring = new OneToOneRingBuffer(new BoundedBuffer(mapping));
    guard = new RingGuard(ring);
    this.vcpu = vcpu;
    vcpuBits = RecordWord.of(0, vcpu, 0, false, 0) & ~RecordWord.VALID;
  }

  /**
   * Maps the ring that a plugin has made.
   *
   * @param tellsPages whether it tells where in physical memory pages are
   * @throws TraceException if it can't, or it is no ring
   */
  static SharedRing open(
      final Path path,
      final SiteTable sites,
      final Contexts contexts,
      final RingTap tap,
      final boolean tellsPages,
      final int vcpu) {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
      final long size = channel.size();
      final long capacity = size - TRAILER_LENGTH;
      if (Long.bitCount(capacity) != 1 || size > Integer.MAX_VALUE) {
        throw new IOException(
            "its size less " + TRAILER_LENGTH + " must be a power of two, but is " + capacity);
      }
      final MappedByteBuffer mapping = channel.map(FileChannel.MapMode.READ_WRITE, 0, size);
      return new SharedRing(mapping, sites, contexts, tap, tellsPages, vcpu);
    } catch (IOException e) {
      throw TraceException.environment("can't read the ring " + path + ": " + e, e);
    }
  }

  /**
   * Reads some messages.
   *
   * @param limit the most to read
   * @return how many were read; see {@link #records} and {@link #bytes}
   * @throws DamagedStreamException if there is something that can't be; what was read before counts
   */
  int drain(final BatchAssembler assembler, final int limit) {
    target = assembler;
    refused = false;
    records = 0;
    bytes = 0;
    int messages = 0;
    for (int call = 0; call < limit; call++) {
      guard.requireOurPosition();
      // One message a call, so that its room is free again at once. One that moves on but reads
      // none has found padding, and the next message is at the ring's beginning.
      messages += ring.controlledRead(this, 1);
      if (!guard.hasMoved()) {
        break;
      }
    }
    return messages;
  }

  /** Whether the last drain ended because there was no batch to fill. */
  boolean wasRefused() {
    return refused;
  }

  /** Records of the last drain. */
  long records() {
    return records;
  }

  /** Bytes of the last drain, without the headers of messages. */
  long bytes() {
    return bytes;
  }

  /** Decodes one message; called by the ring. */
  @Override
  public Action onMessage(
      final int typeId, final MutableDirectBuffer buffer, final int index, final int length) {
    guard.requirePossible(typeId, index, length);
    final int end = (index + length) / Long.BYTES;
    if (done == 0) {
      // Each message says them again, if there are any.
      task = Task.UNKNOWN;
      phase = Phase.NONE;
    }
    while (index / Long.BYTES + done < end) {
      final int position = index / Long.BYTES + done;
      final long word = longs.get(position);
      if (PageWord.isOne(word)) {
        page(position, end - position);
      } else if (SiteRecordDecoder.isAside(word)) {
        aside(word);
      } else if (!decode(position, end - position)) {
        refused = true;
        return Action.ABORT;
      }
    }
    done = 0;
    mixed = false;
    bytes += length;
    return Action.CONTINUE;
  }

  /** What is no access; about tasks and phases only before the first one. */
  private void aside(final long word) {
    if (SiteRecordDecoder.isGap(word)) {
      event(SiteRecordDecoder.gap(word, vcpu));
      mixed = true;
    } else if (PhaseWord.is(word)) {
      phase = contexts.phase(word);
    } else if (PhaseWord.isOne(word)) {
      event(PhaseWord.event(word, contexts.phase(word)));
    } else if (TaskWord.runs(word)) {
      task = contexts.task(word);
    } else {
      event(TaskWord.event(word, contexts.task(word)));
    }
    done++;
  }

  private void page(final int position, final int length) {
    if (pages == null || length < PageWord.WORDS) {
      throw new DamagedStreamException(
          "a record of %d bytes tells where a page is".formatted(length * Long.BYTES));
    }
    final long page = longs.get(position + 1);
    final long frame = longs.get(position + 2);
    pages.tell(page, frame);
    tap.page(vcpu, page, frame);
    done += PageWord.WORDS;
  }

  private void event(final TraceEvent event) {
    tap.event(event);
    target.event(event);
  }

  /** Decodes up to a gap or the end of a message, unless there is no batch. */
  private boolean decode(final int position, final int length) {
    final RecordBatchWriter batch = target.room(length, vcpu, task, phase);
    if (batch == null) {
      return false;
    }
    final int before = batch.batch().size();
    final long[] words = sites.words();
    final int decoded =
        pages != null
            ? decodePaged(position, length, batch)
            : mixed
                ? SiteRecordDecoder.decodeAny(longs, position, length, words, vcpuBits, batch)
                : SiteRecordDecoder.decode(longs, position, length, words, vcpuBits, batch);
    tap.context(vcpu, task, phase);
    tap.records(longs, position, decoded, words);
    done += decoded;
    records += batch.batch().size() - before;
    return true;
  }

  /** Where pages are told, a plain loop over all of a message would mostly come to nothing. */
  private int decodePaged(final int position, final int length, final RecordBatchWriter batch) {
    final int before = batch.batch().size();
    final int plain = SiteRecordDecoder.plainLongs(longs, position, length);
    final int decoded =
        plain > 0
            ? SiteRecordDecoder.decode(longs, position, plain, sites.words(), vcpuBits, batch)
            : SiteRecordDecoder.decodeAny(longs, position, length, sites.words(), vcpuBits, batch);
    final int size = batch.batch().size();
    batch.set(0, before);
    pages.translate(batch.addresses(), batch.physical(), before, size);
    batch.set(0, size);
    return decoded;
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      IoUtil.unmap(mapping);
    }
  }
}
