package io.memtracer.host.cli.options;

import io.memtracer.host.cli.workload.Shares;
import io.memtracer.host.cli.workload.UserLookup;
import io.memtracer.host.cli.workload.WorkloadPlace;
import io.memtracer.host.guest.agent.RunRequest.Preparation;
import io.memtracer.host.posix.OwnProcess;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** What the workload is, and what is around it. */
final class WorkloadOptions {

  @Option(
      names = "--no-host-files",
      description =
          "The guest sees no file of this machine, nor its environment: WORKLOAD alone is sent.")
  private boolean noHostFiles;

  @Option(
      names = "--share",
      paramLabel = "DIR[,DIR]",
      description =
          "The guest sees only these directories of this machine. Default: all that you may read.")
  private String shares;

  @Option(
      names = "--env",
      paramLabel = "NAME=VALUE",
      description = "Set a variable of WORKLOAD's environment; may be repeated.")
  private List<String> environment = new ArrayList<>();

  @Option(
      names = "--chdir",
      paramLabel = "DIR",
      description = "WORKLOAD's current directory. Default: the one here.")
  private String directory;

  @Option(
      names = "--user",
      paramLabel = "NAME",
      description = "The user of this machine that WORKLOAD is in the guest. Default: you.")
  private String user;

  @Option(
      names = "--keep",
      paramLabel = "DIR",
      description =
          "Copy the files that WORKLOAD wrote or changed to DIR, as a tree, when it ends; DIR must"
              + " be new or empty. Default: they are discarded.")
  private Path keep;

  @Option(
      names = "--warm-up",
      description = "Run WORKLOAD once before, untraced and for nothing, without standard input.")
  private boolean warmUp;

  @Option(names = "--in-guest", description = "WORKLOAD is a path in the guest's own files.")
  private boolean inGuest;

  @Option(
      names = "--unwrapped",
      description =
          "WORKLOAD prints its info between markers and when it is ready to be traced, and waits"
              + " for Enter (docs/memory-tracer.md); tracing ends when it prints 'Stop tracing'.")
  private boolean unwrapped;

  @Option(
      names = "--ready-timeout",
      paramLabel = "DURATION",
      description = "How long an unwrapped WORKLOAD may take to be ready. Default: 10m.")
  private String readyTimeout;

  /**
   * The workload.
   *
   * @param command WORKLOAD and its arguments
   */
  WorkloadSpec workload(final List<String> command) {
    if (command.isEmpty()) {
      throw TraceException.user(
          "there is no workload: add it at the end, as in 'memtracer trace -- ./program arg'");
    }
    requireOneSource();
    final WorkloadSpec wrapped = prepared(wrapped(command));
    return readyWithin().map(wrapped::unwrapped).orElse(wrapped);
  }

  private void requireOneSource() {
    if ((noHostFiles ? 1 : 0) + (shares != null ? 1 : 0) + (inGuest ? 1 : 0) > 1) {
      throw TraceException.user("--no-host-files, --share and --in-guest exclude each other");
    }
  }

  private WorkloadSpec prepared(final WorkloadSpec spec) {
    if (keep != null && spec.surroundings().view().isEmpty()) {
      throw TraceException.user("--keep is for files that are shared: see --share");
    }
    return new WorkloadSpec(
        spec.path(),
        spec.calledAs(),
        spec.arguments(),
        spec.source(),
        spec.surroundings(),
        warmUp ? Preparation.WARM_UP : spec.preparation(),
        Optional.ofNullable(keep).map(directory -> NewDirectory.check("--keep", directory)),
        spec.readyWithin());
  }

  private WorkloadSpec wrapped(final List<String> command) {
    final WorkloadPlace place =
        new WorkloadPlace(
            OwnProcess.current(),
            environment,
            Optional.ofNullable(directory),
            Optional.ofNullable(user).map(UserLookup::find));
    if (inGuest) {
      return place.inGuest(command);
    }
    if (noHostFiles) {
      return place.sent(command);
    }
    return shares == null
        ? place.onHost(command)
        : place.inShares(command, Shares.parse("--share", shares));
  }

  private Optional<Duration> readyWithin() {
    if (readyTimeout != null && !unwrapped) {
      throw TraceException.user("--ready-timeout is for --unwrapped workloads");
    }
    return unwrapped
        ? Optional.of(
            Durations.parse("--ready-timeout", readyTimeout == null ? "10m" : readyTimeout))
        : Optional.empty();
  }
}
