package io.memtracer.host.recording.write;

import io.memtracer.api.Phase;
import io.memtracer.api.RecordWord;
import io.memtracer.api.Task;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.recording.format.Asides;
import io.memtracer.host.recording.format.Compression;
import io.memtracer.host.recording.format.Layout;
import io.memtracer.host.recording.format.RunEnd;
import io.memtracer.host.recording.format.RunStart;
import io.memtracer.host.recording.format.Sink;
import io.memtracer.host.ring.RingTap;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.Recorded;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.LongBuffer;
import java.util.Optional;
import java.util.function.Supplier;
import org.agrona.collections.LongHashSet;

/**
 * Writes down what comes out of rings. When that can't be written any more, it stops, and all else
 * goes on: {@link #stopped} says why. Until {@link #finish} the file doesn't look like a whole one.
 *
 * <p>What a {@link RingTap} is told belongs to the draining thread; the rest to who has seen it
 * end, but for {@link #stopped}, which any thread may ask for.
 */
public final class Recorder implements RingTap, AutoCloseable {

  private static final int SITE_MASK = 0xffff;
  private static final int ESCAPED_LONGS = 3;
  private static final long VCPU_BITS = RecordWord.of(0, 0xff, 0, false, 0) & ~RecordWord.VALID;

  private final RecordingFile file;
  private final Sink body = new Sink();
  private final ChunkBuilder chunk;
  private Supplier<Phases> phases = () -> Phases.NONE;
  private long[] packed = new long[1 << 12];
  private final LongHashSet addresses = new LongHashSet();
  private volatile Optional<String> stopped = Optional.empty();

  private Recorder(final RecordingFile file, final int chunkRecords) {
    this.file = file;
    chunk = new ChunkBuilder(this::phases, chunkRecords);
  }

  /**
   * Begins a recording.
   *
   * @param file closed with it
   * @throws TraceException if not even its beginning can be written
   */
  public static Recorder begin(
      final TargetFile file, final Compression compression, final RunStart start) {
    return begin(file, compression, start, Layout.CHUNK_RECORDS);
  }

  /**
   * The same with smaller chunks.
   *
   * @param chunkRecords the most of a chunk
   */
  public static Recorder begin(
      final TargetFile file,
      final Compression compression,
      final RunStart start,
      final int chunkRecords) {
    return new Recorder(RecordingFile.begin(file, compression, start), chunkRecords);
  }

  private Phases phases() {
    return phases.get();
  }

  @Override
  public void begins(final Supplier<Phases> soFar) {
    phases = soFar;
  }

  @Override
  public void context(final int vcpu, final Task task, final Phase phase) {
    chunk.context(vcpu, task, phase);
  }

  @Override
  public void page(final int vcpu, final long page, final long frame) {
    if (stopped.isEmpty()) {
      makeRoom();
      chunk.page(vcpu, page, frame);
    }
  }

  @Override
  public void event(final TraceEvent event) {
    if (stopped.isEmpty()) {
      makeRoom();
      chunk.take(event);
    }
  }

  @Override
  public void records(
      final LongBuffer source, final int offset, final int length, final long[] siteWords) {
    if (packed.length < length) {
      packed = new long[length];
    }
    source.get(offset, packed, 0, length);
    int next = 0;
    while (next < length && stopped.isEmpty()) {
      makeRoom();
      final int end = chunk.take(packed, next, length, siteWords);
      next = end == next ? takeOther(next) : end;
    }
  }

  /** What isn't taken like the others is an escape, or one site too many. */
  private int takeOther(final int at) {
    final boolean isEscape = (packed[at] & SITE_MASK) == SITE_MASK;
    if (isEscape && chunk.take(packed[at + 1] & ~VCPU_BITS, packed[at + 2])) {
      return at + ESCAPED_LONGS;
    }
    write();
    return at;
  }

  private void makeRoom() {
    if (chunk.isFull()) {
      write();
    }
  }

  private void write() {
    final int count = chunk.records();
    chunk.forEachWord(word -> addresses.add(RecordWord.pc(word)));
    chunk.finish(body);
    try {
      file.chunk(chunk.kind(), body, count);
    } catch (IOException e) {
      stopped = Optional.of(String.valueOf(e.getMessage()));
    }
    body.clear();
  }

  /** Why nothing is written any more; empty while it is. */
  public Optional<String> stopped() {
    return stopped;
  }

  /** Writes what has gathered, after the last record: from now on {@link #records} is all. */
  public void flush() {
    if (stopped.isEmpty() && !chunk.isEmpty()) {
      // The rings may be gone, and with them their tables: what is new is known already.
      write();
    }
  }

  /** Of the instructions of all records, sorted; but for those of records that are not coded. */
  public long[] addresses() {
    return addresses.stream().mapToLong(Long::longValue).sorted().toArray();
  }

  /** How many records are in the file. */
  public long records() {
    return file.records();
  }

  /**
   * Completes the file, as far as there is room for that.
   *
   * @param end what is to be said of the run
   * @param asides what else is known of it; what is larger than a block can be is left out
   * @return what there is now
   */
  public Recorded finish(final RunEnd end, final Asides asides) {
    try {
      file.finish(end, asides);
    } catch (IOException e) {
      stopped = stopped.or(() -> Optional.of(String.valueOf(e.getMessage())));
    }
    return new Recorded(file.path(), file.records(), file.bytes(), stopped);
  }

  /** Ends it. A file in which no record is, since the run never began, is removed. */
  @Override
  public void close() {
    file.close();
  }
}
