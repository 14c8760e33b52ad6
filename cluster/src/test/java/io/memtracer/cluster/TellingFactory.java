package io.memtracer.cluster;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/** Counts records, and writes down of each piece in which process and by which class. */
public final class TellingFactory implements TraceAnalyzerFactory {

  private static final String LOG = "log";

  @Override
  public String name() {
    return "tells";
  }

  @Override
  public String description() {
    return "counts records, and tells who counts";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(OptionSpec.text(LOG, null, "a file that gets a line for each analyzer made"));
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    final String line =
        "%d %d%n"
            .formatted(ProcessHandle.current().pid(), System.identityHashCode(RecordCounter.class));
    try {
      Files.writeString(
          Path.of(options.text(LOG)), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new RecordCounter();
  }
}
