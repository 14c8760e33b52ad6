package io.memtracer.cluster;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memtracer.host.parallel.Cluster;
import io.memtracer.host.recording.read.Range;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.report.json.JsonReport;
import io.memtracer.host.session.RecordedRun;
import io.memtracer.host.session.Replay;
import io.memtracer.host.session.request.AnalyzerRequest;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.TraceRequestBuilder;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.Origin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Has analyzers look at a recorded trace, here or on a cluster.
 *
 * @param plugins where their JARs are
 * @param analyzers as in {@code --analyzer}
 */
record Replays(List<Path> plugins, List<String> analyzers) implements TraceListener {

  private TraceRequestBuilder request() {
    return TraceRequest.of(new WorkloadSpec("unused", List.of(), true))
        .analyzers(analyzers.stream().map(AnalyzerRequest::parse).toList())
        .pluginDirectories(plugins);
  }

  /** On threads of this process. */
  TraceReport here(final Path trace, final int threads) {
    return new RecordedRun(new Replay(trace, Range.ALL, threads, List.of()), request())
        .execute(this);
  }

  /** On Spark. */
  TraceReport on(final String master, final Map<String, String> settings, final String trace) {
    try (Cluster cluster = new SparkService().connect(master, settings)) {
      return on(cluster, trace);
    }
  }

  /** The same where others were looked at before. */
  TraceReport on(final Cluster cluster, final String trace) {
    return new RecordedRun(cluster.open(trace), cluster.farm(), request()).execute(this);
  }

  /** How many pieces had to be looked at again. */
  static int retries(final TraceReport report) {
    return ((Origin.Cluster) ((Origin.Recording) report.origin().source()).by()).retries();
  }

  /** All but how long things took, and who looked at the trace. */
  static JsonNode json(final TraceReport report) throws IOException {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonReport.write(report, out);
    return json(out.toByteArray());
  }

  /** The same of a report that was written. */
  static JsonNode json(final byte[] report) throws IOException {
    final ObjectNode json = (ObjectNode) new JsonMapper().readTree(report);
    json.remove(List.of("startedAt", "tracingNanos", "totalNanos"));
    ((ObjectNode) json.get("provenance"))
        .remove(
            List.of(
                "recording",
                "recorded-at",
                "replay-threads",
                "replayed-in-pieces",
                "replay-cluster",
                "replay-pieces",
                "replay-retries"));
    json.get("analyzers").forEach(analyzer -> ((ObjectNode) analyzer).remove("busyNanos"));
    return json;
  }

  @Override
  public void onPhase(final String phase) {}

  @Override
  public void onProgress(final TraceProgress progress) {}

  @Override
  public void onStandardOutput(final ByteBuffer bytes) {}

  @Override
  public void onStandardError(final ByteBuffer bytes) {}
}
