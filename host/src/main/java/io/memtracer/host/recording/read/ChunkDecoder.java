package io.memtracer.host.recording.read;

import io.memtracer.api.Phase;
import io.memtracer.api.RecordWord;
import io.memtracer.api.Task;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.recording.format.DamagedException;
import io.memtracer.host.recording.format.Mark;
import io.memtracer.host.recording.format.Source;

/**
 * Takes one chunk after the other apart, step by step: records of one vCPU, task and phase, or
 * something that happened.
 *
 * <p>Not thread-safe.
 */
final class ChunkDecoder {

  private static final int MAX_VCPU = 255;

  private final SiteModel model = new SiteModel();
  private final PagesOfVcpus pages = new PagesOfVcpus();
  private Tables tables;
  private Source marks;
  private int records;
  private int done;
  private int nextMark;
  private boolean marksEnded;
  private int vcpu;
  private long vcpuBits;
  private Task task = Task.UNKNOWN;
  private Phase phase = Phase.NONE;

  /**
   * Begins a chunk.
   *
   * @param body all of it, unpacked
   * @param count how many records there are to be
   * @throws DamagedException if it can't be one
   */
  void begin(final Source body, final int count) {
    final Source words = body.takeSection();
    tables = new Tables(body.takeSection(), body.takeSection());
    marks = body.takeSection();
    model.begin(words, body);
    if (body.left() > 0) {
      throw new DamagedException("%d bytes are left over".formatted(body.left()));
    }
    pages.clear();
    records = count;
    done = 0;
    marksEnded = false;
    vcpu = 0;
    task = Task.UNKNOWN;
    phase = Phase.NONE;
    nextMark = 0;
    takeDistance();
  }

  private void takeDistance() {
    nextMark = done + marks.takeCount("the records up to a mark", records - done);
  }

  /** How many records can be had now without anything between them; 0 if something happened. */
  int recordsUpToMark() {
    return (marksEnded ? records : nextMark) - done;
  }

  boolean isAtEnd() {
    return marksEnded && done == records;
  }

  /**
   * Takes what happened behind the last record.
   *
   * @return what it was, its ordinal not set; null if others' records follow
   */
  TraceEvent takeMark() {
    final int kind = marks.takeCount("the kind of a mark", Mark.MAX);
    final TraceEvent event = take(kind);
    if (kind == Mark.END) {
      marksEnded = true;
      if (marks.left() > 0 || done > records) {
        throw new DamagedException("%d bytes of marks are left over".formatted(marks.left()));
      }
    } else {
      takeDistance();
    }
    return event;
  }

  private TraceEvent take(final int kind) {
    return switch (kind) {
      case Mark.CONTEXT -> {
        vcpu = takeVcpu();
        vcpuBits = RecordWord.of(0, vcpu, 0, false, 0) & ~RecordWord.VALID;
        task = tables.takeTask(marks);
        phase = tables.takePhase(marks);
        yield null;
      }
      case Mark.PAGE -> {
        pages.take(takeVcpu(), marks);
        yield null;
      }
      case Mark.LEFT_OUT -> gap(TraceEvent.Gap.Cause.SAMPLING);
      case Mark.DROPPED -> gap(TraceEvent.Gap.Cause.DROPPED);
      case Mark.BORN -> {
        final Task born = tables.takeTask(marks);
        yield new TraceEvent.TaskBorn(0, born, born.parent());
      }
      case Mark.EXEC -> new TraceEvent.TaskExec(0, tables.takeTask(marks));
      case Mark.RENAMED -> new TraceEvent.TaskRenamed(0, tables.takeTask(marks));
      case Mark.ENDED -> new TraceEvent.TaskEnded(0, tables.takeTask(marks));
      case Mark.PHASE_BEGIN -> new TraceEvent.PhaseBegin(0, tables.takePhase(marks));
      case Mark.PHASE_END -> new TraceEvent.PhaseEnd(0, tables.takePhase(marks));
      default -> null;
    };
  }

  private int takeVcpu() {
    return marks.takeCount("the number of a vCPU", MAX_VCPU);
  }

  private TraceEvent gap(final TraceEvent.Gap.Cause cause) {
    final int of = takeVcpu();
    final long accesses = marks.takeVarint();
    if (accesses < 1) {
      throw new DamagedException("a gap can't be of " + accesses + " accesses");
    }
    return new TraceEvent.Gap(0, of, accesses, cause);
  }

  /**
   * Says where accesses that were decoded went in physical memory.
   *
   * @param physical set to that, from one index to before another
   */
  void translate(final long[] addresses, final long[] physical, final int from, final int to) {
    pages.translate(vcpu, addresses, physical, from, to);
  }

  int vcpu() {
    return vcpu;
  }

  Task task() {
    return task;
  }

  Phase phase() {
    return phase;
  }

  Tables tables() {
    return tables;
  }

  /**
   * Decodes records.
   *
   * @param from where the first of them goes
   * @param count at most {@link #recordsUpToMark}
   */
  void decode(final long[] words, final long[] addresses, final int from, final int count) {
    model.decode(words, addresses, from, from + count, vcpuBits);
    done += count;
    if (isAtEnd()) {
      model.requireAtEnd();
    }
  }
}
