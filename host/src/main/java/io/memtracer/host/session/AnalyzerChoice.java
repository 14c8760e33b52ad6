package io.memtracer.host.session;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.plugin.InstalledAnalyzer;
import io.memtracer.host.plugin.PluginCatalog;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/**
 * An analyzer that was found, with options that were checked.
 *
 * @param installed where it comes from
 * @param options in force
 */
record AnalyzerChoice(InstalledAnalyzer installed, AnalyzerOptions options) {

  /**
   * Finds what the user asked for.
   *
   * @throws TraceException user error naming the analyzer or option that isn't there
   */
  static List<AnalyzerChoice> of(
      final List<AnalyzerRequest> requests, final PluginCatalog catalog) {
    final List<AnalyzerChoice> choices = new ArrayList<>();
    for (final AnalyzerRequest request : requests) {
      choices.add(of(request, catalog.require(request.name())));
    }
    return choices;
  }

  private static AnalyzerChoice of(
      final AnalyzerRequest request, final InstalledAnalyzer installed) {
    final TraceAnalyzerFactory factory = installed.factory();
    try {
      final AnalyzerOptions options = AnalyzerOptions.of(factory.options(), request.options());
      return new AnalyzerChoice(installed, options);
    } catch (InvalidOptionException e) {
      throw TraceException.user("analyzer " + request.name() + ": " + e.getMessage());
    }
  }

  /** The lanes they get, each with a scratch directory of its own beside that of the run. */
  static List<LaneSpec> lanes(final List<AnalyzerChoice> choices, final RunContext run) {
    final List<LaneSpec> lanes = new ArrayList<>();
    for (final AnalyzerChoice choice : choices) {
      final Path directory = run.scratchDirectory();
      lanes.add(
          choice.lane(
              run.withScratchDirectory(
                  directory.resolveSibling(directory.getFileName() + "-" + lanes.size()))));
    }
    return lanes;
  }

  private LaneSpec lane(final RunContext context) {
    makePrivate(context.scratchDirectory());
    return new LaneSpec(installed.factory(), installed.version(), options, context);
  }

  private static void makePrivate(final Path directory) {
    try {
      Files.createDirectory(
          directory,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw TraceException.environment("can't make the directory " + directory + ": " + e, e);
    }
  }
}
