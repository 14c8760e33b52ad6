package io.memtracer.plugins.export;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.testkit.Replay;
import io.memtracer.testkit.Trace;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Exports traces to files of a test. */
record Exports(Path file) {

  TraceAnalyzer analyzer(final String format, final Map<String, String> more) {
    final Map<String, String> options = new HashMap<>(more);
    options.put("file", file.toString());
    options.put("format", format);
    final ExportFactory factory = new ExportFactory();
    return factory.create(AnalyzerOptions.of(factory.options(), options));
  }

  AnalysisResult export(final Trace trace, final String format) {
    return export(trace, format, Map.of());
  }

  AnalysisResult export(final Trace trace, final String format, final Map<String, String> more) {
    return Replay.of(trace).into(analyzer(format, more));
  }
}
