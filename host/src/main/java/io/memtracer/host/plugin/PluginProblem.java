package io.memtracer.host.plugin;

import java.nio.file.Path;
import java.util.List;

/**
 * A JAR that can't be used.
 *
 * @param jar the file
 * @param message what is wrong with it and what to do, without its name
 * @param analyzers names of the analyzers in it, as far as known
 */
public record PluginProblem(Path jar, String message, List<String> analyzers) {

  public PluginProblem {
    analyzers = List.copyOf(analyzers);
  }

  /** The JAR and what is wrong with it. */
  public String text() {
    return jar + ": " + message;
  }
}
