package io.memtracer.host.plugin;

import java.nio.file.Path;

/** The types of the analyzers' API 1.0.0 that its smallest analyzer was compiled against. */
final class FirstApi {

  private static final String PACKAGE = "io/memtracer/api/";

  private FirstApi() {}

  /** A JAR with an analyzer, and with the API: a host takes its own. */
  static PluginJars analyzer(final Path directory, final String name, final String requires) {
    return new PluginJars(directory, name)
        .manifest("Plugin-Requires", requires)
        .source(
            PACKAGE + "TraceAnalyzer",
            """
            package io.memtracer.api;
            public interface TraceAnalyzer extends AutoCloseable {
              void onBatch(RecordBatch batch);
              io.memtracer.api.result.AnalysisResult onEnd(long recordsDelivered);
              default long recordsLost() { return 0; }
              @Override default void close() {}
            }
            """)
        .source(
            PACKAGE + "TraceAnalyzerFactory",
            """
            package io.memtracer.api;
            public interface TraceAnalyzerFactory {
              String name();
              String description();
              TraceAnalyzer create(AnalyzerOptions options);
            }
            """)
        .source(
            "OldFactory",
            """
            import io.memtracer.api.*;
            import io.memtracer.api.result.*;
            public final class OldFactory implements TraceAnalyzerFactory {
              public String name() { return "%s"; }
              public String description() { return "of the first API"; }
              public TraceAnalyzer create(AnalyzerOptions options) {
                return new TraceAnalyzer() {
                  public void onBatch(RecordBatch batch) {}
                  public AnalysisResult onEnd(long records) { return AnalysisResult.of(); }
                };
              }
            }
            """
                .formatted(name))
        .service("OldFactory");
  }
}
