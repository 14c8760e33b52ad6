package io.memtracer.host.session.route;

import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.Transport;
import io.memtracer.host.status.TraceException;
import java.util.List;
import java.util.Optional;

/** Whether it can be told where in physical memory a run's accesses go. */
public final class PhysicalPages {

  private PhysicalPages() {}

  /**
   * Makes sure that it is, where somebody can't do without, and can be, where it is asked for.
   *
   * @throws TraceException user error if it isn't or can't
   */
  public static void require(final TraceRequest request, final List<AnalyzerChoice> analyzers) {
    if (!request.physical()) {
      requireNobody(analyzers, "add --physical");
      return;
    }
    if (!request.traced()) {
      throw refused("--untraced has no accesses");
    }
    if (request.fifo().isPresent() || request.transport().equals(Optional.of(Transport.FIFO))) {
      throw refused("--fifo and --transport fifo bring records that have no room for it");
    }
    if (DirectRoute.isPossible(analyzers)) {
      throw refused(
          "analyzer %s reads records from a FIFO, which have no room for it"
              .formatted(analyzers.get(0).label()));
    }
  }

  /** The same for records that were made before. */
  public static void requireRecorded(final boolean physical, final List<AnalyzerChoice> analyzers) {
    if (!physical) {
      requireNobody(analyzers, "this trace doesn't say; record it anew with --physical");
    }
  }

  private static void requireNobody(final List<AnalyzerChoice> analyzers, final String what) {
    analyzers.stream()
        .filter(AnalyzerChoice::needsPhysicalAddresses)
        .findFirst()
        .ifPresent(
            choice -> {
              throw TraceException.user(
                  "analyzer %s has to know where accesses go in physical memory: %s"
                      .formatted(choice.label(), what));
            });
  }

  private static TraceException refused(final String why) {
    return TraceException.user("--physical can't be had here: " + why);
  }
}
