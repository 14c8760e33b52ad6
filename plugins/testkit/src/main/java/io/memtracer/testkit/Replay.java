package io.memtracer.testkit;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.Divisible;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Mergeable;
import io.memtracer.api.Phase;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.RecordWord;
import io.memtracer.api.Task;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Plays a trace into an analyzer, through its whole life:
 *
 * <pre>{@code
 * AnalysisResult result = Replay.of(trace).in(Partition.fixed(100)).into(analyzer);
 * }</pre>
 *
 * <p>Immutable. Unless said otherwise the trace comes in batches as long as they can be: all of one
 * vCPU, with no event in between.
 */
public final class Replay {

  private final Trace trace;
  private final Partition partition;
  private final AnalysisContext context;
  private final Task task;

  private Replay(
      final Trace trace,
      final Partition partition,
      final AnalysisContext context,
      final Task task) {
    this.trace = trace;
    this.partition = partition;
    this.context = context;
    this.task = task;
  }

  /**
   * A replay in batches as long as they can be.
   *
   * @param trace what to play
   * @return the replay
   */
  public static Replay of(final Trace trace) {
    return new Replay(trace, Partition.whole(), TestContext.DEFAULT, Task.UNKNOWN);
  }

  /**
   * The same replay in other batches.
   *
   * @param newPartition how to cut the trace further
   * @return the replay
   */
  public Replay in(final Partition newPartition) {
    return new Replay(trace, newPartition, context, task);
  }

  /**
   * The same replay as part of another run.
   *
   * @param newContext what the analyzer is told about the run
   * @return the replay
   */
  public Replay with(final AnalysisContext newContext) {
    return new Replay(trace, partition, newContext, task);
  }

  /**
   * The same accesses, all made by a task.
   *
   * @param newTask which one
   * @return the replay
   */
  public Replay by(final Task newTask) {
    return new Replay(trace, partition, context, newTask);
  }

  /**
   * Starts the analyzer, gives it the trace, asks for the result and closes it.
   *
   * @param analyzer a fresh analyzer
   * @return its result
   */
  public AnalysisResult into(final TraceAnalyzer analyzer) {
    try (analyzer) {
      analyzer.onStart(context);
      feed(analyzer);
      return analyzer.onEnd(EndOfTrace.of(trace.size()));
    }
  }

  /**
   * Gives each part of the trace to an analyzer of its own, lets another one absorb what they
   * found, and asks that one for the result.
   *
   * @param analyzers makes fresh analyzers, all with the same options, that are {@link Mergeable}
   * @param cuts where parts end and the next ones begin, ascending, 0 to the trace's size
   * @return the result
   */
  public AnalysisResult merged(final Supplier<TraceAnalyzer> analyzers, final int... cuts) {
    try (TraceAnalyzer whole = analyzers.get()) {
      whole.onStart(context);
      int from = 0;
      for (int i = 0; i <= cuts.length; i++) {
        final int to = i == cuts.length ? trace.size() : cuts[i];
        absorb((Mergeable) whole, save(analyzers, from, to, i == cuts.length));
        from = to;
      }
      return whole.onEnd(EndOfTrace.of(trace.size()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Gives the whole trace to several analyzers that share the work, has the first join the others,
   * and asks it for the result.
   *
   * @param analyzers makes one for each share; each is {@link Divisible}
   * @param shares how many, as many as they can be at most
   * @return the result
   */
  public AnalysisResult divided(final Supplier<TraceAnalyzer> analyzers, final int shares) {
    return divided(analyzers, 0, shares, Optional.empty());
  }

  /** Leads one through the trace, then those behind it, and has the first join each of them. */
  private AnalysisResult divided(
      final Supplier<TraceAnalyzer> analyzers,
      final int share,
      final int shares,
      final Optional<TraceAnalyzer> first) {
    try (TraceAnalyzer analyzer = analyzers.get()) {
      ((Divisible) analyzer).take(share, shares);
      analyzer.onStart(context);
      feed(analyzer, 0, trace.size(), true);
      first.ifPresent(joining -> ((Divisible) joining).join(analyzer));
      final TraceAnalyzer whole = first.orElse(analyzer);
      return share + 1 < shares
          ? divided(analyzers, share + 1, shares, Optional.of(whole))
          : whole.onEnd(EndOfTrace.of(trace.size()));
    }
  }

  private byte[] save(
      final Supplier<TraceAnalyzer> analyzers, final int from, final int to, final boolean isLast)
      throws IOException {
    try (TraceAnalyzer part = analyzers.get()) {
      part.onStart(context);
      feed(part, from, to, isLast);
      final ByteArrayOutputStream saved = new ByteArrayOutputStream();
      ((Mergeable) part).save(new DataOutputStream(saved));
      return saved.toByteArray();
    }
  }

  private static void absorb(final Mergeable whole, final byte[] saved) throws IOException {
    final ByteArrayInputStream left = new ByteArrayInputStream(saved);
    whole.mergeNext(new DataInputStream(left));
    if (left.available() > 0) {
      throw new AssertionError(
          "mergeNext left " + left.available() + " of the " + saved.length + " bytes of save");
    }
  }

  /**
   * Gives the trace to an analyzer that is started, and may be given more. Every batch is an object
   * of its own, which keeps its content: see AssertingAnalyzer. Ordinals begin at 0.
   *
   * @param analyzer the analyzer
   */
  public void feed(final TraceAnalyzer analyzer) {
    feed(analyzer, 0, trace.size(), true);
  }

  /** What happens behind the last record is the last part's, also if that has no records. */
  private void feed(
      final TraceAnalyzer analyzer, final int from, final int to, final boolean isLast) {
    final Iterator<TraceEvent> events =
        trace.slice(from, to).events().stream()
            .map(event -> event.at(from + event.ordinal()))
            .filter(event -> isLast || event.ordinal() < trace.size())
            .iterator();
    TraceEvent next = events.hasNext() ? events.next() : null;
    int done = from;
    while (done < to) {
      while (next != null && next.ordinal() == done) {
        analyzer.onEvent(next);
        next = events.hasNext() ? events.next() : null;
      }
      final int end = next == null ? to : (int) next.ordinal();
      done =
          feedBatch(analyzer, done, trace.endOfVcpu(done, Math.min(end, done + wanted(to - done))));
    }
    while (next != null) {
      analyzer.onEvent(next);
      next = events.hasNext() ? events.next() : null;
    }
  }

  private int wanted(final int remaining) {
    final int count = partition.next(remaining);
    if (count < 1 || count > remaining) {
      throw new IllegalArgumentException(
          "a partition must give 1 to " + remaining + ", but gave " + count);
    }
    return count;
  }

  private int feedBatch(final TraceAnalyzer analyzer, final int from, final int to) {
    final int count = to - from;
    final RecordBatchWriter writer = new RecordBatchWriter(count);
    trace.copyTo(from, writer.words(), writer.addresses(), count);
    writer.set(from, count);
    writer.of(RecordWord.vcpu(writer.words()[0]), task, Phase.NONE);
    analyzer.onBatch(writer.batch());
    return to;
  }
}
