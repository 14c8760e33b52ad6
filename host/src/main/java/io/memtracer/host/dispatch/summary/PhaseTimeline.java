package io.memtracer.host.dispatch.summary;

import io.memtracer.host.status.PhaseSpan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which phase most records are in, over the course of a run, in bounded memory: the run is cut into
 * slices of the same length, which double when there are too many. Of each slice a majority vote
 * (Boyer and Moore) is kept: where a phase has more than half of the records, it is the phase that
 * is named.
 */
final class PhaseTimeline implements PhasePlaces {

  private static final int SLICES = 1024;

  private final int[] phases = new int[SLICES];
  private final long[] votes = new long[SLICES];
  private long length = 1;
  private long end;

  /**
   * {@inheritDoc}
   *
   * <p>What comes out is the same however records are cut: slices double at the first record that
   * there is none for, and not sooner.
   */
  @Override
  public void add(final int phase, final long firstOrdinal, final long records) {
    long at = firstOrdinal;
    final long to = firstOrdinal + records;
    while (at < to) {
      if (at == length * SLICES) {
        fold();
      }
      final int slice = (int) (at / length);
      final long next = Math.min(to, (slice + 1L) * length);
      vote(slice, phase, next - at);
      at = next;
    }
    end = Math.max(end, to);
  }

  private void vote(final int slice, final int phase, final long records) {
    if (phases[slice] == phase) {
      votes[slice] += records;
    } else if (votes[slice] >= records) {
      votes[slice] -= records;
    } else {
      phases[slice] = phase;
      votes[slice] = records - votes[slice];
    }
  }

  private void fold() {
    for (int slice = 0; slice < SLICES; slice += 2) {
      final int phase = phases[slice + 1];
      final long records = votes[slice + 1];
      phases[slice / 2] = phases[slice];
      votes[slice / 2] = votes[slice];
      vote(slice / 2, phase, records);
    }
    Arrays.fill(phases, SLICES / 2, SLICES, 0);
    Arrays.fill(votes, SLICES / 2, SLICES, 0);
    length *= 2;
  }

  /** Where a phase was, in order; nothing where none was. */
  List<PhaseSpan> spans() {
    final List<PhaseSpan> spans = new ArrayList<>();
    for (int slice = 0; slice < SLICES && slice * length < end; slice++) {
      if (phases[slice] != 0) {
        final long from = slice * length;
        append(spans, new PhaseSpan(phases[slice], from, Math.min(end, from + length)));
      }
    }
    return spans;
  }

  /** Spans of one phase that follow each other are one. */
  private static void append(final List<PhaseSpan> spans, final PhaseSpan next) {
    final PhaseSpan last = spans.isEmpty() ? null : spans.get(spans.size() - 1);
    if (last != null && last.phase() == next.phase() && last.to() == next.from()) {
      spans.set(spans.size() - 1, new PhaseSpan(last.phase(), last.from(), next.to()));
    } else {
      spans.add(next);
    }
  }
}
