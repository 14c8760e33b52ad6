package io.memtracer.host.cli.terminal;

import io.memtracer.host.session.request.TraceListener.TraceProgress;
import io.memtracer.host.status.TraceCounters;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** How far a run is, in a line; the rate is that of the last second or so. */
final class ProgressText {

  private static final long RATE_NANOS = TimeUnit.SECONDS.toNanos(1);

  private long rateBaseNanos;
  private long rateBaseRecords;

  String of(final TraceProgress progress) {
    final long nanos = progress.elapsedNanos();
    final long sinceNanos = nanos - rateBaseNanos;
    final double rate =
        sinceNanos <= 0 ? 0 : (progress.recordsRead() - rateBaseRecords) * 1e3 / sinceNanos;
    if (sinceNanos >= RATE_NANOS) {
      rateBaseNanos = nanos;
      rateBaseRecords = progress.recordsRead();
    }
    final TraceCounters counters = progress.counters();
    final StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "tracing %.1f s, %,d records, %.1f M/s",
            nanos / 1e9,
            progress.recordsRead(),
            rate));
    if (counters.fullWaits() > 0) {
      text.append(String.format(Locale.ROOT, ", %,d waits of the guest", counters.fullWaits()));
    }
    if (counters.dropped() > 0) {
      text.append(String.format(Locale.ROOT, ", %,d dropped", counters.dropped()));
    }
    return text.toString();
  }
}
