package io.memtracer.host.session;

import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.Run;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.session.workload.Interrupt;
import io.memtracer.host.status.Resources;
import io.memtracer.host.status.TraceException;

/**
 * A run that can be interrupted: {@link #execute} once; {@link #interrupt} and {@link #abort} at
 * any time, from other threads.
 *
 * <p>Everything that is started or made is on one stack of resources and ended from its top,
 * however the run ends.
 */
abstract class Session implements Run {

  final Interrupt interrupt = new Interrupt();
  final Resources resources = new Resources();

  @Override
  public final void interrupt() {
    interrupt.request();
  }

  @Override
  public final void abort() {
    resources.close();
  }

  @Override
  public final TraceReport execute(final TraceListener listener) {
    final long startNanos = System.nanoTime();
    try (resources) {
      return execute(listener, startNanos);
    } catch (TraceException e) {
      throw interrupt.explain(e);
    }
  }

  /**
   * Runs.
   *
   * @param startNanos when it began, by {@link System#nanoTime}
   * @throws TraceException if there is nothing to report
   */
  abstract TraceReport execute(TraceListener listener, long startNanos);
}
