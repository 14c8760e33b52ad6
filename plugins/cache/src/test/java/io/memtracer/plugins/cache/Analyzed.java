package io.memtracer.plugins.cache;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Item;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Results;
import io.memtracer.testkit.Trace;
import java.util.Map;

/** What the analyzer found in a trace. */
record Analyzed(AnalysisResult result) {

  static Analyzed of(final String levels, final Trace trace) {
    return with(Map.of("levels", levels), trace);
  }

  static Analyzed coherent(final String levels, final Trace trace) {
    return with(Map.of("levels", levels, "coherence", "mesi"), trace);
  }

  static Analyzed with(final Map<String, String> options, final Trace trace) {
    return new Analyzed(Replay.of(trace).into(analyzer(options)));
  }

  static TraceAnalyzer analyzer(final Map<String, String> given) {
    final CacheFactory factory = new CacheFactory();
    return factory.create(AnalyzerOptions.of(factory.options(), given));
  }

  /** Of user and kernel code together. */
  Object level(final String level, final String key) {
    return Results.row(result, "cache", "levels", level, "total").get(key);
  }

  Map<String, Object> row(final String table, final String level) {
    return Results.row(result, "cache", table, level);
  }

  Object metric(final String key) {
    return Results.metric(result, "cache", key);
  }

  Item item(final String key) {
    return Results.item(result, "cache", key);
  }
}
