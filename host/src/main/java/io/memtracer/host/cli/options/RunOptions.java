package io.memtracer.host.cli.options;

import io.memtracer.api.Sampling;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.session.request.GuestChoice;
import io.memtracer.host.session.request.OnFull;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.TraceRequestBuilder;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What is run in which guest, and which of its accesses are traced. */
public final class RunOptions {

  private static final int MAX_VCPUS = 255;

  @Mixin private WorkloadOptions workloads;

  @Mixin private SelectionOptions selections;

  @Option(names = "--user-only", description = "Trace user code (CPL 3) only.")
  private boolean userOnly;

  @Option(
      names = "--exact-instructions",
      description = "Count each instruction by itself: slower, by a quarter or so.")
  private boolean exactInstructions;

  @Option(
      names = "--no-tasks",
      description = "Don't tell records apart by the task of the guest that made them.")
  private boolean noTasks;

  @Option(
      names = "--physical",
      description =
          "Tell analyzers where accesses go in physical memory, too (docs/physical.md): slower, by"
              + " a sixth to two fifths.")
  private boolean physical;

  @Option(
      names = "--sample",
      paramLabel = "BLOCK_LOG2:RATIO_LOG2",
      description =
          "Trace a block of 2^BLOCK_LOG2 accesses, skip 2^RATIO_LOG2 - 1 blocks, and so on."
              + " Their sum is at most 64. Default: trace all.")
  private String sample;

  @Option(
      names = "--timeout",
      paramLabel = "DURATION",
      description = "Stop the workload after that time: 4, 4s, 250ms, 2m. Default: never.")
  private String timeout;

  @Option(
      names = "--on-full",
      paramLabel = "wait|drop",
      description =
          "When analyzers can't keep up: the guest waits and nothing is lost (the default), or"
              + " records are dropped and counted.")
  private String onFull = "wait";

  @Option(
      names = "--guest",
      paramLabel = "NAME",
      description = "The guest to run in; 'memtracer guest list' lists them. Default: default.")
  private String guest = GuestRecipe.DEFAULT_NAME;

  @Option(
      names = "--vcpus",
      paramLabel = "N",
      description =
          "How many vCPUs the guest has. A default guest with so many is built the first time,"
              + " which takes a minute or two; others have those they were built with.")
  private String vcpus;

  @Option(
      names = "--ram",
      paramLabel = "MIB",
      description = "How much memory the guest has. Default: as built, 1024 for the default guest.")
  private Integer ramMib;

  @Option(
      names = "--qemu",
      paramLabel = "PATH",
      description = "qemu-system-x86_64, or a directory that has it. Default: the newest in PATH.")
  private Path qemu;

  /**
   * The request for it, to which the rest is said.
   *
   * @param command the workload and its arguments
   * @param traced whether there is to be a trace at all
   */
  public TraceRequestBuilder request(final List<String> command, final boolean traced) {
    return TraceRequest.of(workloads.workload(command))
        .traced(traced)
        .userOnly(userOnly)
        .exactInstructions(exactInstructions)
        .tasks(!noTasks)
        .physical(physical)
        .sampling(sampling())
        .selection(selections.selection(traced, sampling()))
        .timeout(Optional.ofNullable(timeout).map(RunOptions::parseTimeout))
        .onFull(Choices.isFirst("--on-full", onFull, "wait", "drop") ? OnFull.WAIT : OnFull.DROP)
        .guest(
            new GuestChoice.Named(
                guest,
                Optional.ofNullable(vcpus).map(RunOptions::parseVcpus),
                Optional.ofNullable(ramMib)))
        .qemu(Optional.ofNullable(qemu));
  }

  private Sampling sampling() {
    return sample == null ? Sampling.ALL : Samplings.parse("--sample", sample);
  }

  private static Duration parseTimeout(final String text) {
    return Durations.parse("--timeout", text);
  }

  private static int parseVcpus(final String text) {
    if (!text.matches("[0-9]{1,3}")
        || Integer.parseInt(text) < 1
        || Integer.parseInt(text) > MAX_VCPUS) {
      throw TraceException.user(
          "--vcpus must be in range [1, " + MAX_VCPUS + "], but " + text + " isn't");
    }
    return Integer.parseInt(text);
  }
}
