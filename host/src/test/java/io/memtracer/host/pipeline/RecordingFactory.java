package io.memtracer.host.pipeline;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.status.Parts;
import io.memtracer.host.status.TaskParts;
import io.memtracer.testkit.TestContext;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes recording analyzers, and remembers them. */
public final class RecordingFactory implements TraceAnalyzerFactory {
  private final String name;
  private final boolean split;
  private final RecordingAnalyzer.Script script;
  public final List<RecordingAnalyzer> created = new ArrayList<>();

  public RecordingFactory(
      final String name, final boolean split, final RecordingAnalyzer.Script script) {
    this.name = name;
    this.split = split;
    this.script = script;
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return "keeps all it is given";
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    final RecordingAnalyzer analyzer = new RecordingAnalyzer(script);
    created.add(analyzer);
    return analyzer;
  }

  public LaneSpec spec(final Path scratch) {
    return new LaneSpec(
        name,
        this,
        "1.2.3",
        AnalyzerOptions.of(List.of(), Map.of()),
        TestContext.builder().scratchDirectory(scratch).build(),
        new Parts(split, TaskParts.NONE, false));
  }
}
