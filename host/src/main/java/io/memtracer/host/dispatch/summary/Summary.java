package io.memtracer.host.dispatch.summary;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.Phases;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * What a run says of its records by itself, without any analyzer: who made them, in which phases
 * they are, and what became of the command. That of a stretch of records can be written down, and
 * added to that of the whole.
 *
 * <p>Filled by one thread; asked by whoever has seen that thread end.
 */
public final class Summary {

  private final TaskTally tasks = new TaskTally();
  private final CommandWatch command = new CommandWatch();
  private final PhaseTally phases = new PhaseTally();
  private final PhaseTimeline timeline = new PhaseTimeline();
  private final PhaseRuns runs = new PhaseRuns();
  private final PhasePlaces places;

  private Summary(final boolean ofStretch) {
    places = ofStretch ? runs : timeline;
  }

  /** Of all records. */
  public static Summary ofAll() {
    return new Summary(false);
  }

  /** Of some that follow each other, to be saved. */
  public static Summary ofStretch() {
    return new Summary(true);
  }

  /** Counts a batch. */
  public void add(final RecordBatch batch) {
    tasks.add(batch);
    command.add(batch);
    phases.add(batch);
  }

  /** Says where a batch is in what the analyzers are given. */
  public void place(final RecordBatch batch) {
    places.add(batch.phase().id(), batch.firstOrdinal(), batch.size());
  }

  /** Sees what happens between batches. */
  public void event(final TraceEvent event) {
    command.event(event);
  }

  /** Writes down that of a stretch. */
  public void save(final DataOutput out) throws IOException {
    tasks.save(out);
    command.save(out);
    phases.save(out);
    runs.save(out);
  }

  /** Adds that of the stretch that comes next. */
  public void mergeNext(final DataInput in) throws IOException {
    tasks.merge(in);
    command.merge(in);
    phases.merge(in);
    PhaseRuns.tell(in, places);
  }

  /**
   * Who made the accesses.
   *
   * @param leftOut accesses of tasks that the analyzers were not to be told of
   */
  public Attribution attribution(final long leftOut) {
    return Attribution.of(tasks.shares(), command.command(), leftOut);
  }

  /** The same phases with what was counted, and where they were. */
  public Phases counted(final Phases named) {
    return phases.counted(named).over(timeline.spans());
  }
}
