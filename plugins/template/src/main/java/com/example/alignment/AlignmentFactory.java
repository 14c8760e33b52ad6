package com.example.alignment;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import java.util.List;

/** The entry point of the JAR: named in META-INF/services, created by the host. */
public final class AlignmentFactory implements TraceAnalyzerFactory {

  @Override
  public String name() {
    return "alignment";
  }

  @Override
  public String description() {
    return "Accesses that are not aligned, and those that cross a cache line.";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(OptionSpec.bytes("line-size", 64, 1, 4096, "Bytes in a cache line."));
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    return new AlignmentAnalyzer(options.number("line-size"));
  }
}
