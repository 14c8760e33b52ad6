package io.memtracer.benchmarks.cli;

import io.memtracer.benchmarks.Analyzers;
import io.memtracer.benchmarks.NoOpFactory;
import io.memtracer.benchmarks.recorder.Recording;
import io.memtracer.benchmarks.recorder.RecordingCache;
import io.memtracer.benchmarks.streams.RecordStream;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Measures one analyzer. */
@Command(
    name = "memtracer bench",
    description = "Measures what an analyzer costs for a record: nanoseconds, and bytes allocated.",
    synopsisHeading = "Usage: ",
    customSynopsis =
        "memtracer bench [--jar FILE] [--stream NAME]... [--recording FILE] [--quick]%n"
            + "                       ANALYZER[:key=value,...]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  memtracer bench working-set",
      "  memtracer bench --quick --stream real working-set:window=10000",
      "  memtracer bench --jar target/alignment-0.1.0.jar alignment",
      "",
      "The streams are real (a recorded guest, or --recording), sequential, strided, random, zipf"
          + " and",
      "pointer-chase. It takes about half a minute. Other work on this machine makes figures",
      "worse, never better."
    })
final class BenchCommand implements Callable<Integer> {

  private final PrintStream out;
  private final PrintStream err;
  private final boolean utf8;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text and exit.")
  boolean help;

  @Option(
      names = "--jar",
      paramLabel = "FILE",
      description = "The analyzer's JAR, if it isn't installed.")
  private Path jar;

  @Option(
      names = "--stream",
      paramLabel = "NAME",
      description = "Measure with this stream; may be repeated. All of them by default.")
  private List<String> streams = new ArrayList<>();

  @Option(
      names = "--recording",
      paramLabel = "FILE",
      description =
          "Take this recording for the stream 'real': what the analyzer 'recorder' in"
              + " target/dist/bench has kept of a run of yours, of any number of vCPUs.")
  private Path recording;

  @Option(names = "--quick", description = "Take half of the time, for rougher figures.")
  private boolean quick;

  @Parameters(paramLabel = "ANALYZER", description = "Its name, and options as in 'trace'.")
  private String analyzer;

  BenchCommand(final PrintStream out, final PrintStream err, final boolean utf8) {
    this.out = out;
    this.err = err;
    this.utf8 = utf8;
  }

  @Override
  public Integer call() throws InterruptedException {
    final List<RecordStream> chosen = chosenStreams();
    final Path home = Analyzers.home();
    final String path = jar == null ? Analyzers.installed(home) : existing(jar);
    final List<Measurement> measured = new ArrayList<>();
    final LaneSpec lane;
    final Measurement noOp;
    try (JmhRun jmh = new JmhRun(path, quick)) {
      lane = rehearsed(path, home, chosen, jmh.scratch());
      say("measuring without an analyzer");
      noOp = jmh.measure(NoOpFactory.NAME, chosen.get(0));
      for (final RecordStream stream : chosen) {
        say("measuring " + stream.label() + ", " + (measured.size() + 1) + " of " + chosen.size());
        measured.add(jmh.measure(analyzer, stream));
      }
    }
    new BenchText(out, utf8).print(lane, noOp, measured);
    return 0;
  }

  private void say(final String what) {
    err.println("memtracer: " + what);
  }

  private List<RecordStream> chosenStreams() {
    return streams.isEmpty()
        ? List.of(RecordStream.values())
        : streams.stream().distinct().map(BenchCommand::stream).toList();
  }

  private static RecordStream stream(final String label) {
    return Arrays.stream(RecordStream.values())
        .filter(stream -> stream.label().equals(label))
        .findFirst()
        .orElseThrow(
            () ->
                TraceException.user(
                    "there is no stream '"
                        + label
                        + "'; there are: "
                        + String.join(
                            ", ",
                            Arrays.stream(RecordStream.values())
                                .map(RecordStream::label)
                                .toList())));
  }

  private static String existing(final Path jar) {
    if (!Files.isRegularFile(jar)) {
      throw TraceException.user(
          "--jar must be a file, but " + jar + (Files.exists(jar) ? " isn't" : " doesn't exist"));
    }
    return jar.toAbsolutePath().toString();
  }

  private Path recordingFile(final Path home) throws InterruptedException {
    if (recording == null) {
      return RecordingCache.of(home).ensure(this::say);
    }
    try {
      Recording.read(recording);
      return recording.toAbsolutePath();
    } catch (IOException e) {
      throw TraceException.user(
          "--recording must be what 'memtracer trace --plugins "
              + home.resolve("target/dist/bench")
              + " --analyzer recorder:file=FILE' has written, but "
              + recording
              + " isn't: "
              + e);
    }
  }

  /** Finds out what can go wrong before anything is measured. */
  private LaneSpec rehearsed(
      final String path, final Path home, final List<RecordStream> chosen, final Path scratch)
      throws InterruptedException {
    try (Analyzers analyzers = Analyzers.of(path, scratch)) {
      final LaneSpec lane = analyzers.lane(analyzer);
      if (chosen.contains(RecordStream.REAL)) {
        System.setProperty(RecordStream.RECORDING, recordingFile(home).toString());
      }
      Rehearsal.run(lane, chosen.get(0).records());
      return lane;
    }
  }
}
