package io.memtracer.host.cli.options;

import io.memtracer.host.report.FigurePair;
import io.memtracer.host.session.request.AnalyzerRequest;
import io.memtracer.host.status.Parts;
import io.memtracer.host.status.TaskChoice;
import io.memtracer.host.status.TraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which analyzers are to look at records, and at which of them. */
public class AnalyzingOptions {

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
      names = "--only-task",
      paramLabel = "NAME|workload",
      description =
          "Give the analyzers only what was done by tasks of that name, or that execute a program"
              + " of that name or path; or by the command and all that comes of it: workload."
              + " The kernel's work for them is among it.")
  private String onlyTask;

  @Option(
      names = "--sample-lines",
      paramLabel = "RATE",
      description =
          "Have each analyzer look at that share of all lines of memory only, chosen by a hash, and"
              + " at all accesses to these: 0.01 is one line of a hundred (docs/sampling.md).")
  private String sampleLines;

  @Option(
      names = "--plugins",
      paramLabel = "DIR",
      description = "One more folder with analyzer JARs; may be repeated.")
  private List<Path> plugins = new ArrayList<>();

  /** Those of memtracer, each with its defaults. */
  public static List<AnalyzerRequest> ofDefault() {
    return DEFAULT.stream().map(AnalyzerRequest::parse).toList();
  }

  /** Those asked for, or else those of memtracer. */
  public List<AnalyzerRequest> analyzers() {
    final List<AnalyzerRequest> requests = asked();
    return by(ofLines(requests.isEmpty() ? ofDefault() : requests));
  }

  /** Those asked for. */
  public final List<AnalyzerRequest> asked() {
    final List<AnalyzerRequest> requests = new ArrayList<>();
    analyzers.forEach(text -> requests.add(AnalyzerRequest.parse(text)));
    tools.forEach(path -> requests.add(tool(path)));
    return requests;
  }

  final boolean isOfSomeLines() {
    return sampleLines != null;
  }

  /** Each of them for the lines asked for. */
  final List<AnalyzerRequest> ofLines(final List<AnalyzerRequest> requests) {
    return sampleLines == null
        ? requests
        : requests.stream().map(request -> request.ofLines(sampleLines)).toList();
  }

  /** Each of them also for the parts asked for. */
  final List<AnalyzerRequest> by(final List<AnalyzerRequest> requests) {
    final Parts parts = parts();
    return requests.stream().map(request -> request.by(parts)).toList();
  }

  public final Parts parts() {
    return Partings.parse(by);
  }

  private static AnalyzerRequest tool(final String path) {
    if (!Files.isRegularFile(Path.of(path))) {
      throw TraceException.user("--tool must be a program, but " + path + " isn't a file");
    }
    return AnalyzerRequest.tool(path);
  }

  /** What is to be compared. */
  public List<FigurePair> pairs() {
    return compare.stream().flatMap(text -> FigurePairs.parse(text).stream()).toList();
  }

  /** Whether anything is asked for that only makes sense if somebody listens. */
  final boolean isAnythingAsked() {
    return !analyzers.isEmpty()
        || !tools.isEmpty()
        || !by.isEmpty()
        || isOfSomeLines()
        || isAnythingCompared();
  }

  final boolean isAnythingCompared() {
    return !compare.isEmpty();
  }

  /** Whose records they are given. */
  public final TaskChoice onlyTask() {
    if (onlyTask == null) {
      return TaskChoice.ALL;
    }
    if (onlyTask.isEmpty()) {
      throw TraceException.user("--only-task needs the name of a task or program, or workload");
    }
    return new TaskChoice(onlyTask);
  }

  /** Where more of them are. */
  public final List<Path> plugins() {
    for (final Path directory : plugins) {
      if (!Files.isDirectory(directory)) {
        throw TraceException.user("--plugins must be a directory, but " + directory + " isn't");
      }
    }
    return plugins;
  }
}
