package io.memtracer.benchmarks.recorder;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import java.nio.file.Path;
import java.util.List;

/** The recorder's entry point. */
public final class RecorderFactory implements TraceAnalyzerFactory {

  /** The recorder's name. */
  public static final String NAME = "recorder";

  /** Option: the file to write. */
  public static final String FILE = "file";

  private static final int STRETCHES = 64;
  private static final int STRETCH_RECORDS = 8192;

  /** Created by the host. */
  public RecorderFactory() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public String description() {
    return "Keeps 64 stretches of 8,192 records, evenly spread over the run, in a file.";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(OptionSpec.text(FILE, null, "The file to write."));
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    return new Recorder(Path.of(options.text(FILE)), STRETCHES, STRETCH_RECORDS);
  }
}
