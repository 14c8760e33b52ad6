package io.memtracer.host.plugin;

import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzerFactory;
import java.nio.file.Path;
import java.util.List;

/**
 * An analyzer that can be asked for.
 *
 * @param name as in {@code --analyzer NAME}
 * @param version of the JAR
 * @param jar where it comes from
 * @param description what it tells its user, in one line
 * @param options what it accepts
 * @param factory creates it
 */
public record InstalledAnalyzer(
    String name,
    String version,
    Path jar,
    String description,
    List<OptionSpec> options,
    TraceAnalyzerFactory factory) {

  public InstalledAnalyzer {
    options = List.copyOf(options);
  }
}
