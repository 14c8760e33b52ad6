package io.memtracer.host.cli.legacy;

import io.memtracer.api.Sampling;
import io.memtracer.host.cli.backend.Installation;
import io.memtracer.host.cli.workload.WorkloadFiles;
import io.memtracer.host.cli.workload.WorkloadPlace;
import io.memtracer.host.guest.Guest;
import io.memtracer.host.session.request.AnalyzerRequest;
import io.memtracer.host.session.request.GuestChoice;
import io.memtracer.host.session.request.Operator;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.WorkloadSpec;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The predecessor's options, checked and translated.
 *
 * @param options as typed
 * @param workload the program
 * @param timeout when to stop it
 * @param sampling which part of the accesses to trace
 */
record LegacyRequest(
    LegacyOptions options, WorkloadSpec workload, Optional<Duration> timeout, Sampling sampling) {

  /** The predecessor waited for 100 hours. */
  private static final Duration READY_WITHIN = Duration.ofHours(1);

  /**
   * Checks everything that can be checked before anything is started.
   *
   * @throws io.memtracer.host.status.TraceException user error in the predecessor's words
   */
  static LegacyRequest of(final LegacyOptions options) {
    final LegacyOptions.Destination to = options.destination;
    final LegacyOptions.Workload from = options.workload;
    if (from.onHost != null) {
      LegacyChecks.requireFile("workload_path_on_host", from.onHost);
      WorkloadFiles.requireLineEnds(Path.of(from.onHost));
    } else if (to.dontUseQemu) {
      LegacyChecks.requireFile("workload_path_on_guest", from.onGuest);
    } else {
      WorkloadFiles.requireNamed(from.onGuest);
    }
    if (!to.dontUseQemu) {
      LegacyChecks.requireFile("guest_image_path", options.guestImagePath);
      LegacyChecks.requireQemu("qemu_with_GMBEOO_path", options.qemuPath);
    }
    if (to.analysisTool != null) {
      LegacyChecks.requireFile("analysis_tool_path", to.analysisTool);
    }
    if (to.traceFifo != null) {
      LegacyChecks.requireFifo("trace_fifo_path", to.traceFifo);
    }
    return new LegacyRequest(
        options,
        new WorkloadSpec(
            from.onHost == null ? from.onGuest : from.onHost,
            List.of(),
            from.onHost == null,
            options.protocol.unwrapped ? Optional.of(READY_WITHIN) : Optional.empty()),
        Optional.ofNullable(options.protocol.timeout)
            .map(text -> LegacyChecks.seconds("timeout", text)),
        sampling(options));
  }

  private static Sampling sampling(final LegacyOptions options) {
    final String block = "log_of_GMBE_block_len";
    final String ratio = "log_of_GMBE_tracing_ratio";
    final int blockLog2 = LegacyChecks.log2(block, options.blockLog2);
    final int ratioLog2 = LegacyChecks.log2(ratio, options.ratioLog2);
    LegacyChecks.requireSumInRange(block, blockLog2, ratio, ratioLog2);
    return new Sampling(blockLog2, ratioLog2);
  }

  /** The request that {@code memtracer trace} would make. */
  TraceRequest trace(final Installation installation) {
    return TraceRequest.of(inGuestThatCan())
        .traced(!options.destination.dontTrace)
        .analyzers(analyzers())
        .userOnly(options.onlyCpl3)
        .sampling(sampling)
        .timeout(timeout)
        .guest(
            new GuestChoice.InImage(
                LegacyChecks.realPath(options.guestImagePath), options.snapshotName, ramMib()))
        .operator(new Operator(options.window && LegacyDisplay.hasScreen(), options.stays))
        .pluginDirectories(installation.analyzerDirectories(List.of()))
        .fifo(Optional.ofNullable(options.destination.traceFifo).map(Path::of))
        .qemu(Optional.of(Path.of(options.qemuPath)))
        .build();
  }

  private OptionalInt ramMib() {
    return Optional.ofNullable(options.ramMib)
        .map(text -> OptionalInt.of(LegacyChecks.mebibytes("guest_RAM_in_MBs", text)))
        .orElse(OptionalInt.empty());
  }

  /**
   * A workload of this machine runs among its files, so that scripts and dynamic programs find what
   * they need, if the guest can show them. It is sent otherwise, and if it isn't executable here.
   */
  private WorkloadSpec inGuestThatCan() {
    final Guest guest =
        Guest.ofImage(
            LegacyChecks.realPath(options.guestImagePath), options.snapshotName, ramMib());
    return !workload.inGuest()
            && guest.blindness().isEmpty()
            && Files.isExecutable(Path.of(workload.path()))
        ? WorkloadPlace.shared(workload)
        : workload;
  }

  private List<AnalyzerRequest> analyzers() {
    return Optional.ofNullable(options.destination.analysisTool)
        .map(AnalyzerRequest::tool)
        .map(List::of)
        .orElse(List.of());
  }
}
