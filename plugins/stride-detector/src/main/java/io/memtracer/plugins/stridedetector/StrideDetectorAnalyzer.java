package io.memtracer.plugins.stridedetector;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.plugins.support.Completeness;
import io.memtracer.plugins.support.Programs;
import java.util.Optional;

/**
 * Finds the stride of each instruction: the distance from one address it accesses to the next.
 *
 * <p>The source is T.-F. Chen and J.-L. Baer, "Effective hardware-based data prefetching for
 * high-performance processors", IEEE Transactions on Computers 44(5), 1995. Its reference
 * prediction table has an entry for each instruction with the last address, a stride, and a state:
 *
 * <pre>
 *              predicted right          predicted wrong
 *   initial       steady                 transient, new stride
 *   transient     steady                 no prediction, new stride
 *   steady        steady                 initial, stride kept
 *   none          transient              no prediction, new stride
 * </pre>
 *
 * <p>Deviations: the table is as large as the program needs and not a cache, so that no entry is
 * evicted (instructions beyond the limit are counted as untracked); an entry is for an instruction
 * of one program on one vCPU, and loads and stores, and different sizes, of one instruction have
 * entries of their own; nothing is prefetched. What the instruction did over the whole run is not
 * in the paper: {@link Site} and {@link StrideHistogram} gather it.
 *
 * <p>Behind a {@link TraceEvent.Gap} the first access of each instruction has no stride, like the
 * very first one.
 *
 * <p>It isn't {@link io.memtracer.api.Mergeable}: which accesses the table predicts depends on the
 * state its entry was in, for as long as the program goes on, and so do the candidates of {@link
 * Site}.
 *
 * <p>An access that is predicted right costs a look-up and two writes; what it adds to the figures
 * is postponed until the stride changes.
 */
final class StrideDetectorAnalyzer implements TraceAnalyzer {

  private static final int VCPUS = 256;

  private final ReferencePredictionTable table;
  private final int limit;
  private final int top;
  private final Programs programs = new Programs();

  private final StrideHistogram userStrides = new StrideHistogram();
  private final StrideHistogram kernelStrides = new StrideHistogram();

  /** Of kernel and of user code. */
  private final long[] predicted = new long[2];

  private final long[] untracked = new long[2];

  /** How often accesses of each vCPU were missing. */
  private final long[] gaps = new long[VCPUS];

  private final Completeness completeness = new Completeness();
  private Optional<SampledInstructions> sampled = Optional.empty();
  private long accesses;

  StrideDetectorAnalyzer(final int limit, final int top) {
    this.table = new ReferencePredictionTable(limit, userStrides, kernelStrides);
    this.limit = limit;
    this.top = top;
  }

  @Override
  public void onStart(final AnalysisContext context) {
    completeness.start(context);
    if (!context.sampling().tracesAll()) {
      sampled = Optional.of(new SampledInstructions(limit));
    }
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    final int program = programs.of(batch.task());
    table.run(program);
    sampled.ifPresent(instructions -> instructions.add(batch, program));
    final int size = batch.size();
    accesses += size;
    int next = 0;
    while (next < size) {
      next = follow(batch, next, size);
      if (next < size) {
        treat(batch.word(next), batch.address(next));
        next++;
      }
    }
  }

  /**
   * Goes on to a record that needs more than its entry at the first look. The loop has no call in
   * it: with one, the JIT keeps its variables in memory, whether the call is made or not. A method
   * for what it has in common with {@link #treat} makes it slower, inlined as it is.
   *
   * @return that record's index, or the size
   */
  private int follow(final RecordBatch batch, final int from, final int size) {
    final Site[] sites = table.atHand();
    int i = from;
    for (; i < size; i++) {
      final long word = batch.word(i);
      final long address = batch.address(i);
      final Site site = sites[ReferencePredictionTable.home(word, sites.length)];
      if (site == null || site.word != word) {
        break;
      }
      final long stride = address - site.last;
      site.last = address;
      if (stride == site.stride) {
        confirm(site);
      } else if (site.state == Prediction.STEADY || site.right == 0) {
        change(site, stride);
      } else {
        site.last = address - stride;
        break;
      }
    }
    return i;
  }

  /** Any record, in any case. */
  private void treat(final long word, final long address) {
    final Site site = table.find(word);
    final long gapsSoFar = gaps[RecordWord.vcpu(word)];
    if (site == null) {
      meet(word, address, gapsSoFar);
      return;
    }
    if (site.gaps != gapsSoFar) {
      site.restart(address, gapsSoFar);
      return;
    }
    final long stride = address - site.last;
    if (stride == site.stride) {
      confirm(site);
    } else {
      if (site.state != Prediction.STEADY) {
        settle(site, predicted);
      }
      change(site, stride);
    }
    site.last = address;
  }

  /** What an instruction accessed before a gap and what behind it are no stride apart. */
  @Override
  public void onEvent(final TraceEvent event) {
    completeness.event(event);
    if (event instanceof TraceEvent.Gap gap) {
      gaps[gap.vcpu()]++;
      sampled.ifPresent(instructions -> instructions.gap(gap.accesses()));
      table.putAllAway();
    }
  }

  private void meet(final long word, final long address, final long gapsSoFar) {
    if (!table.insert(word, address, gapsSoFar)) {
      untracked[mode(word)]++;
    }
  }

  private static int mode(final long word) {
    return RecordWord.isUser(word) ? 1 : 0;
  }

  /** The prediction was right. */
  private static void confirm(final Site site) {
    if (site.state != Prediction.STEADY) {
      site.state =
          site.state == Prediction.NO_PREDICTION ? Prediction.TRANSIENT : Prediction.STEADY;
    }
    site.right++;
  }

  /** The prediction was wrong; if it is given up now, what it had predicted before is booked. */
  private static void change(final Site site, final long stride) {
    if (site.state == Prediction.STEADY) {
      site.state = Prediction.INITIAL;
    } else {
      site.stride = stride;
      site.state =
          site.state == Prediction.INITIAL ? Prediction.TRANSIENT : Prediction.NO_PREDICTION;
    }
    site.strides.add(stride, 1);
    site.observeOnce(stride);
  }

  /** Books what the site's stride predicted. */
  private static void settle(final Site site, final long[] booked) {
    if (site.right > 0) {
      booked[mode(site.word)] += site.right;
      site.strides.add(site.stride, site.right);
      site.observe(site.stride, site.right);
      site.right = 0;
    }
  }

  /** What a sample tells of the whole comes in the end. */
  @Override
  public Optional<AnalysisResult> snapshot() {
    return Optional.of(result(EndOfTrace.of(accesses), Optional.empty()));
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    return result(end, sampled);
  }

  /** What isn't booked yet is booked in copies: when it is has to do with what is found. */
  private AnalysisResult result(
      final EndOfTrace end, final Optional<SampledInstructions> estimates) {
    final StrideHistogram user = userStrides.copy();
    final StrideHistogram kernel = kernelStrides.copy();
    final long[] right = predicted.clone();
    final Instructions instructions = new Instructions();
    for (final Site site : table.ordered()) {
      final Site copy = site.copy(RecordWord.isUser(site.word) ? user : kernel);
      settle(copy, right);
      instructions.add(copy);
    }
    return new StrideReport(instructions.all(), programs, user, kernel, right, untracked, top)
        .result(end.recordsDelivered(), completeness.isPartial(end), estimates);
  }
}
