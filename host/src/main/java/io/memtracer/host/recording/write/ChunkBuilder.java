package io.memtracer.host.recording.write;

import io.memtracer.api.Phase;
import io.memtracer.api.Task;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.recording.format.Kind;
import io.memtracer.host.recording.format.Layout;
import io.memtracer.host.recording.format.Mark;
import io.memtracer.host.recording.format.Sink;
import io.memtracer.host.status.Phases;
import java.util.function.LongConsumer;
import java.util.function.Supplier;

/**
 * One chunk after the other: records, and the marks between them that say whose they are and what
 * happened. What it has is complete in itself: no chunk needs another one.
 *
 * <p>Not thread-safe.
 */
final class ChunkBuilder {

  private final RecordEncoder encoder = new RecordEncoder();
  private final Contexts contexts;
  private final Pages pages = new Pages();
  private final int mostRecords;
  private final Sink marks = new Sink();
  private int records;
  private int recordsAtMark;
  private boolean told;
  private int vcpu;
  private Task task = Task.UNKNOWN;
  private Phase phase = Phase.NONE;

  /**
   * An empty chunk.
   *
   * @param allPhases all phases so far
   * @param mostRecords that it may have
   */
  ChunkBuilder(final Supplier<Phases> allPhases, final int mostRecords) {
    this.mostRecords = mostRecords;
    contexts = new Contexts(allPhases);
  }

  int records() {
    return records;
  }

  boolean isEmpty() {
    return records == 0 && marks.length() == 0;
  }

  /** Whether it is to be ended before anything more is said. */
  boolean isFull() {
    return records == mostRecords
        || marks.length() + contexts.bytes() + encoder.residualBytes() > Layout.CHUNK_ASIDE_BYTES;
  }

  /** Whose the records from here on are. */
  void context(final int ofVcpu, final Task ofTask, final Phase inPhase) {
    if (vcpu != ofVcpu || !task.equals(ofTask) || phase.id() != inPhase.id()) {
      vcpu = ofVcpu;
      task = ofTask;
      phase = inPhase;
      told = false;
    }
  }

  /** What it is. */
  Kind kind() {
    return pages.areTold() ? Kind.PAGED_CHUNK : Kind.CHUNK;
  }

  /** Where a vCPU's page is from here on. */
  void page(final int ofVcpu, final long page, final long frame) {
    if (pages.take(ofVcpu, page, frame)) {
      mark(Mark.PAGE);
      Pages.tell(ofVcpu, page, frame, marks);
    }
  }

  private void tellContext() {
    pages.tellAll(() -> mark(Mark.PAGE), marks);
    if (!told) {
      told = true;
      mark(Mark.CONTEXT);
      marks.putVarint(vcpu);
      marks.putVarint(contexts.of(task));
      marks.putVarint(contexts.of(phase));
    }
  }

  private void mark(final int kind) {
    marks.putVarint(records - recordsAtMark);
    recordsAtMark = records;
    marks.putVarint(kind);
  }

  /**
   * Takes records without escapes among them, as many as there is room for.
   *
   * @return behind the last one that was taken
   */
  int take(final long[] packed, final int from, final int to, final long[] siteWords) {
    final int most = Math.min(to, from + mostRecords - records);
    tellContext();
    final int end = encoder.encode(packed, from, most, siteWords);
    records += end - from;
    return end;
  }

  /**
   * Takes a record that came with its word.
   *
   * @param word with 0 for the vCPU
   * @return false if there is no room
   */
  boolean take(final long word, final long address) {
    tellContext();
    final boolean taken = encoder.encode(word, address);
    records += taken ? 1 : 0;
    return taken;
  }

  /** Takes what happened behind the last record; kinds that nobody tells yet are left out. */
  void take(final TraceEvent event) {
    if (event instanceof TraceEvent.Gap gap) {
      mark(gap.cause() == TraceEvent.Gap.Cause.DROPPED ? Mark.DROPPED : Mark.LEFT_OUT);
      marks.putVarint(gap.vcpu());
      marks.putVarint(gap.accesses());
    } else if (event instanceof TraceEvent.TaskBorn born) {
      task(Mark.BORN, born.task());
    } else if (event instanceof TraceEvent.TaskExec exec) {
      task(Mark.EXEC, exec.task());
    } else if (event instanceof TraceEvent.TaskRenamed renamed) {
      task(Mark.RENAMED, renamed.task());
    } else if (event instanceof TraceEvent.TaskEnded ended) {
      task(Mark.ENDED, ended.task());
    } else if (event instanceof TraceEvent.PhaseBegin begin) {
      phase(Mark.PHASE_BEGIN, begin.phase());
    } else if (event instanceof TraceEvent.PhaseEnd end) {
      phase(Mark.PHASE_END, end.phase());
    }
  }

  private void task(final int kind, final Task of) {
    mark(kind);
    marks.putVarint(contexts.of(of));
  }

  private void phase(final int kind, final Phase of) {
    mark(kind);
    marks.putVarint(contexts.of(of));
  }

  /** Word 0 of each of its sites. */
  void forEachWord(final LongConsumer taker) {
    final SiteNumbers sites = encoder.sites();
    for (int i = 0; i < sites.count(); i++) {
      taker.accept(sites.words()[i]);
    }
  }

  /** Writes all of it, and begins the next one. */
  void finish(final Sink body) {
    mark(Mark.END);
    final Sink words = new Sink();
    forEachWord(words::putLong);
    body.putSection(words);
    contexts.finish(body);
    body.putSection(marks);
    encoder.finish(body);
    clear();
  }

  private void clear() {
    encoder.clear();
    contexts.clear();
    pages.beginChunk();
    marks.clear();
    records = 0;
    recordsAtMark = 0;
    told = false;
  }
}
