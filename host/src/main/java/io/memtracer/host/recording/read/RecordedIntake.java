package io.memtracer.host.recording.read;

import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.recording.format.DamagedException;
import io.memtracer.host.ring.BatchAssembler;
import io.memtracer.host.ring.FiniteIntake;
import io.memtracer.host.status.PhaseShare;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.PipelineCounters;
import java.io.IOException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * Takes records from a recorded trace. It ends with the last of them, or before what can't be: that
 * is a {@link #problem}.
 */
public final class RecordedIntake extends FiniteIntake {

  private static final int STEPS_PER_DRAIN = 16;

  private final FileFacts facts;
  private final Range range;
  private final int batchRecords;
  private final boolean tellsPages;
  private final Unpacker unpacker;
  private final Iterator<Block> chunks;
  private final ChunkDecoder decoder = new ChunkDecoder();
  private final RecordBatchWriter skipped;
  private final PhasesSeen phases = new PhasesSeen();
  private final AtomicLong bytesRead = new AtomicLong();
  private volatile Optional<IOException> unreadable = Optional.empty();
  private Block chunk;
  private int chunkNumber;
  private long position;
  private volatile BooleanSupplier othersAreDone = () -> true;

  RecordedIntake(
      final FileFacts facts,
      final RecordedFile file,
      final List<Block> blocks,
      final Range range,
      final int batchRecords) {
    this.facts = facts;
    chunkNumber = facts.chunksBefore();
    this.range = range;
    this.batchRecords = batchRecords;
    tellsPages = facts.tellsPages();
    unpacker = new Unpacker(file);
    chunks = blocks.iterator();
    skipped = new RecordBatchWriter(batchRecords);
  }

  @Override
  public int drain(final BatchAssembler assembler) {
    if (end().isDone()) {
      return 0;
    }
    try {
      return drainChunk(assembler);
    } catch (DamagedException e) {
      end(Optional.of(placed(e.getMessage())));
    } catch (IOException e) {
      unreadable = Optional.of(e);
      end(Optional.of(placed("can't be read: " + e.getMessage())));
    }
    return 0;
  }

  private String placed(final String what) {
    return "%s: chunk %d, at byte %d, from record %d on: %s"
        .formatted(facts.name(), chunkNumber, chunk.offset(), chunk.firstRecord(), what);
  }

  private int drainChunk(final BatchAssembler assembler) throws IOException {
    int steps = 0;
    while (steps < STEPS_PER_DRAIN) {
      if (isStopped()) {
        end(Optional.empty());
        return steps;
      }
      final boolean isOver = position >= range.to();
      if (isOver || (chunk == null && !openNext())) {
        if (othersAreDone.getAsBoolean()) {
          end(isOver ? Optional.empty() : facts.problem());
        }
        return steps;
      }
      if (!step(assembler)) {
        refused();
        return steps;
      }
      steps++;
    }
    return steps;
  }

  private boolean openNext() throws IOException {
    while (chunks.hasNext()) {
      chunk = chunks.next();
      chunkNumber++;
      position = chunk.firstRecord();
      if (position + chunk.records() > range.from() || chunk.records() == 0) {
        decoder.begin(unpacker.open(chunk), chunk.records());
        phases.add(decoder.tables().phases());
        bytesRead.setRelease(bytesRead.getPlain() + chunk.bytes());
        return true;
      }
    }
    return false;
  }

  /** Does a piece of the chunk, unless there is no batch for it. */
  private boolean step(final BatchAssembler assembler) {
    if (decoder.isAtEnd()) {
      chunk = null;
      return true;
    }
    final int records = Math.min(decoder.recordsUpToMark(), batchRecords);
    if (records == 0) {
      mark(decoder.takeMark(), assembler);
      return true;
    }
    if (position < range.from()) {
      skip((int) Math.min(records, range.from() - position));
      return true;
    }
    return hand((int) Math.min(records, range.to() - position), assembler);
  }

  private void mark(final TraceEvent event, final BatchAssembler assembler) {
    if (event != null && position >= range.from()) {
      phases.add(event);
      assembler.event(event);
    }
  }

  private void skip(final int records) {
    decoder.decode(skipped.words(), skipped.addresses(), 0, records);
    position += records;
  }

  private boolean hand(final int records, final BatchAssembler assembler) {
    final RecordBatchWriter batch =
        assembler.room(records, decoder.vcpu(), decoder.task(), decoder.phase());
    if (batch == null) {
      return false;
    }
    final int size = batch.batch().size();
    decoder.decode(batch.words(), batch.addresses(), size, records);
    if (tellsPages) {
      decoder.translate(batch.addresses(), batch.physical(), size, size + records);
    }
    batch.set(0, size + records);
    position += records;
    read(records);
    return true;
  }

  /** Makes it end not before others are done who look at the same records. */
  public void endsAfter(final BooleanSupplier others) {
    othersAreDone = others;
  }

  @Override
  public PipelineCounters counters() {
    return new PipelineCounters(recordsRead(), bytesRead.get(), chunkNumber, refusals());
  }

  /** Those that the end of a whole trace tells of, or else those that there were. */
  @Override
  public Phases phases() {
    return range.isAll() ? facts.phases().orElseGet(phases::phases) : phases.phases();
  }

  /** Why the file can't be read, if that is the problem: another attempt may succeed. */
  public Optional<IOException> unreadable() {
    return unreadable;
  }

  /** Those that there were in what was taken. */
  public List<PhaseShare> phasesSeen() {
    return phases.phases().shares();
  }

  @Override
  public void close() {
    unpacker.close();
  }
}
