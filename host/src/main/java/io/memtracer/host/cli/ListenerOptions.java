package io.memtracer.host.cli;

import io.memtracer.host.posix.FifoHold;
import io.memtracer.host.report.FigurePair;
import io.memtracer.host.session.request.AnalyzerRequest;
import io.memtracer.host.status.Parts;
import io.memtracer.host.status.TraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Who is to listen to a trace. */
final class ListenerOptions {

  private static final List<String> DEFAULT =
      List.of("working-set", "stride-detector", "kernel-user-split");

  @Option(
      names = "--analyzer",
      paramLabel = "NAME[:key=value,...]",
      description =
          "An analyzer and its options; may be repeated. 'memtracer analyzers' lists them. A comma"
              + " in a value is written twice. Default: working-set, stride-detector and"
              + " kernel-user-split.")
  private List<String> analyzers = new ArrayList<>();

  @Option(
      names = "--by",
      paramLabel = "cpl,program,phase",
      split = ",",
      description =
          "Each analyzer's figures also for parts of the records: user and kernel code (cpl), each"
              + " program, process or task (the ten busiest), each phase, or combinations. Costs"
              + " the time of another analyzer.")
  private List<String> by = new ArrayList<>();

  @Option(
      names = "--tool",
      paramLabel = "PATH",
      description =
          "An analysis tool that reads records from a FIFO (docs/legacy-tools.md); may be repeated."
              + " The same as --analyzer external-process:path=PATH.")
  private List<String> tools = new ArrayList<>();

  @Option(
      names = "--compare",
      paramLabel = "KEY=KEY,...",
      description =
          "Figures that should be the same, such as a tool's and an analyzer's; may be repeated."
              + " @FILE has a pair a line. The exit status is 4 if they differ.")
  private List<String> compare = new ArrayList<>();

  @Option(
      names = "--fifo",
      paramLabel = "PATH",
      description =
          "All records go to whoever reads this FIFO, 16 bytes each (docs/wire-formats.md), instead"
              + " of to analyzers.")
  private Path fifo;

  @Option(
      names = "--untraced",
      description = "Only run WORKLOAD in the guest: how long it takes when it isn't traced.")
  private boolean untraced;

  /** Those of memtracer, each with its defaults. */
  static List<AnalyzerRequest> ofDefault() {
    return DEFAULT.stream().map(AnalyzerRequest::parse).toList();
  }

  /** Whether there is to be a trace at all. */
  boolean traced() {
    return !untraced;
  }

  /** Who listens: those asked for, or else those of memtracer. */
  List<AnalyzerRequest> analyzers() {
    if (untraced) {
      requireNobodyListens();
      return List.of();
    }
    final List<AnalyzerRequest> requests = new ArrayList<>();
    analyzers.forEach(text -> requests.add(AnalyzerRequest.parse(text)));
    tools.forEach(path -> requests.add(tool(path)));
    if (requests.isEmpty() && fifo == null) {
      requests.addAll(ofDefault());
    }
    final Parts parts = Partings.parse(by);
    if (fifo == null) {
      return requests.stream().map(request -> request.by(parts)).toList();
    }
    if (!requests.isEmpty() || !parts.isWhole()) {
      throw TraceException.user(
          "--fifo gives all records to the reader of that FIFO: it excludes --analyzer, --tool and"
              + " --by");
    }
    return requests;
  }

  private void requireNobodyListens() {
    if (fifo != null
        || !analyzers.isEmpty()
        || !tools.isEmpty()
        || !by.isEmpty()
        || !compare.isEmpty()) {
      throw TraceException.user(
          "--untraced leaves nothing to listen to: it excludes --analyzer, --tool, --by, --compare"
              + " and --fifo");
    }
  }

  private static AnalyzerRequest tool(final String path) {
    if (!Files.isRegularFile(Path.of(path))) {
      throw TraceException.user("--tool must be a program, but " + path + " isn't a file");
    }
    return AnalyzerRequest.tool(path);
  }

  /** The user's own FIFO. */
  Optional<Path> fifo() {
    if (fifo != null && !FifoHold.isFifo(fifo)) {
      throw TraceException.user(
          "--fifo must be a FIFO, but " + fifo + " isn't: 'mkfifo " + fifo + "' makes one");
    }
    return Optional.ofNullable(fifo);
  }

  /** What is to be compared. */
  List<FigurePair> pairs() {
    if (fifo != null && !compare.isEmpty()) {
      throw TraceException.user("--compare is about figures of analyzers: it excludes --fifo");
    }
    return compare.stream().flatMap(text -> FigurePairs.parse(text).stream()).toList();
  }
}
