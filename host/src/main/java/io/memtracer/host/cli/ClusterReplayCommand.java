package io.memtracer.host.cli;

import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.backend.Installation;
import io.memtracer.host.cli.options.AnalyzingOptions;
import io.memtracer.host.cli.options.OutputOptions;
import io.memtracer.host.cli.options.OutputsOfTraces;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.parallel.Cluster;
import io.memtracer.host.session.request.AnalyzerRequest;
import io.memtracer.host.session.request.Run;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.TraceRequestBuilder;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.TaskChoice;
import io.memtracer.host.status.TraceException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Has analyzers look at recorded traces on a cluster. */
@Command(
    name = "cluster-replay",
    description = {
      "Gives pieces of recorded traces to analyzers on Apache Spark, and puts together what they"
          + " find: the results are those of 'replay'.",
      "In a clone of memtracer; the first time, Maven downloads Spark (220 MB)."
    },
    synopsisHeading = "Usage: ",
    customSynopsis = {
      "memtracer cluster-replay FILE... [--master local[N]|spark://HOST:PORT]",
      "                 [--analyzer NAME[:key=value,...]]... [--conf KEY=VALUE]...",
      "                 [--plugins DIR]... [--compare KEY=KEY,...]...",
      "                 [--json FILE] [--html FILE] [--csv DIR] [--details] [--quiet]"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  memtracer cluster-replay sort.mtrace --analyzer reuse-distance",
      "  memtracer cluster-replay hdfs://name/a.mtrace hdfs://name/b.mtrace \\",
      "      --master spark://name:7077 --json results",
      "",
      "Of several traces, --json, --html and --csv name directories, in which each trace has a"
          + " file",
      "or directory of its name. The exit status is that of 'replay', of the first trace that has",
      "one other than 0."
    })
final class ClusterReplayCommand extends HelpfulCommand {

  /** Of memtracer's own default those that can be merged. */
  private static final List<String> DEFAULT = List.of("working-set", "kernel-user-split");

  private final Console console;
  private final Backend backend;
  private final Installation installation;

  @Parameters(
      paramLabel = "FILE",
      arity = "1..*",
      description =
          "Recorded traces: paths, or what Spark's file systems read, as hdfs:// or s3a://.")
  private List<String> files;

  @Mixin private AnalyzingOptions analyzing;

  @Mixin private OutputOptions outputs;

  @Option(
      names = "--master",
      paramLabel = "URL",
      description = "Spark's master. Default: local[*], all processors of this machine.")
  private String master = "local[*]";

  @Option(
      names = "--conf",
      paramLabel = "KEY=VALUE",
      description =
          "A setting of Spark's, as spark.executor.memory=8g or spark.hadoop.fs.s3a.endpoint=...;"
              + " may be repeated.")
  private List<String> settings = new ArrayList<>();

  ClusterReplayCommand(
      final Console console, final Backend backend, final Installation installation) {
    this.console = console;
    this.backend = backend;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    refuseWhatIsNotMerged();
    final Map<String, String> configuration = configuration();
    final List<AnalyzerRequest> analyzers = analyzers();
    final List<TraceRun> runs = runs();
    int status = 0;
    try (Cluster cluster = backend.cluster(master, configuration)) {
      for (int i = 0; i < files.size(); i++) {
        final Run run =
            backend.prepareReplay(cluster, files.get(i), request(files.get(i), analyzers));
        final int one = runs.get(i).replay(run, analyzing.pairs());
        status = status == 0 ? one : status;
      }
    }
    return status;
  }

  /** One for each trace, whose results can be written. */
  private List<TraceRun> runs() {
    final OutputsOfTraces places = new OutputsOfTraces(outputs, files);
    final List<TraceRun> runs = new ArrayList<>();
    for (int i = 0; i < files.size(); i++) {
      runs.add(new TraceRun(console, backend, places.of(i).outputs(console, verbose)));
    }
    return runs;
  }

  private TraceRequestBuilder request(final String file, final List<AnalyzerRequest> analyzers) {
    return TraceRequest.of(new WorkloadSpec(file, List.of(), true))
        .analyzers(analyzers)
        .pluginDirectories(installation.analyzerDirectories(analyzing.plugins()));
  }

  private void refuseWhatIsNotMerged() {
    if (!analyzing.onlyTask().equals(TaskChoice.ALL)) {
      throw TraceException.user("cluster-replay has no --only-task: use replay");
    }
    if (!analyzing.parts().isWhole()) {
      throw TraceException.user("cluster-replay has no --by: use replay");
    }
  }

  private List<AnalyzerRequest> analyzers() {
    final List<AnalyzerRequest> asked = analyzing.asked();
    return asked.isEmpty() ? DEFAULT.stream().map(AnalyzerRequest::parse).toList() : asked;
  }

  private Map<String, String> configuration() {
    final Map<String, String> configuration = new LinkedHashMap<>();
    for (final String setting : settings) {
      final int equals = setting.indexOf('=');
      if (equals < 1 || !setting.startsWith("spark.")) {
        throw TraceException.user(
            "--conf must be spark.SOMETHING=VALUE, but " + setting + " isn't");
      }
      configuration.put(setting.substring(0, equals), setting.substring(equals + 1));
    }
    return configuration;
  }
}
