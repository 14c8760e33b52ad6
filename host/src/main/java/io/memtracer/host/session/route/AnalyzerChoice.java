package io.memtracer.host.session.route;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.plugin.InstalledAnalyzer;
import io.memtracer.host.plugin.PluginCatalog;
import io.memtracer.host.session.request.AnalyzerRequest;
import io.memtracer.host.status.Parts;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * An analyzer that was found, with options that were checked.
 *
 * @param label what reports call it
 * @param installed where it comes from
 * @param options in force
 * @param parts of what parts of the records its figures are wanted too
 */
public record AnalyzerChoice(
    String label, InstalledAnalyzer installed, AnalyzerOptions options, Parts parts) {

  /**
   * Finds what the user asked for.
   *
   * @throws TraceException user error naming the analyzer or option that isn't there
   */
  public static List<AnalyzerChoice> of(
      final List<AnalyzerRequest> requests, final PluginCatalog catalog) {
    final List<AnalyzerChoice> choices = new ArrayList<>();
    for (final AnalyzerRequest request : requests) {
      choices.add(of(request, catalog.require(request.name())));
    }
    return distinct(choices);
  }

  /** Of those with the same label the second becomes {@code label-2}, and so on. */
  private static List<AnalyzerChoice> distinct(final List<AnalyzerChoice> choices) {
    final Set<String> labels = new HashSet<>();
    final List<AnalyzerChoice> distinct = new ArrayList<>();
    for (final AnalyzerChoice choice : choices) {
      String label = choice.label;
      for (int i = 2; !labels.add(label); i++) {
        label = choice.label + "-" + i;
      }
      distinct.add(new AnalyzerChoice(label, choice.installed, choice.options, choice.parts));
    }
    return distinct;
  }

  private static AnalyzerChoice of(
      final AnalyzerRequest request, final InstalledAnalyzer installed) {
    final TraceAnalyzerFactory factory = installed.factory();
    if (request.options().containsKey(AnalyzerRequest.SAMPLE_LINES)) {
      requireLines(factory);
    }
    try {
      final AnalyzerOptions options = AnalyzerOptions.of(factory.options(), request.options());
      return new AnalyzerChoice(factory.label(options), installed, options, request.parts());
    } catch (InvalidOptionException e) {
      throw TraceException.user("analyzer " + request.name() + ": " + e.getMessage());
    } catch (RuntimeException e) {
      throw TraceException.analyzer("analyzer " + request.name() + " can't be used: " + e, e);
    }
  }

  private static void requireLines(final TraceAnalyzerFactory factory) {
    if (factory.options().stream()
        .noneMatch(option -> option.name().equals(AnalyzerRequest.SAMPLE_LINES))) {
      throw TraceException.user(
          "analyzer %s can't look at some lines only, as --sample-lines asks for: what it finds is"
                  .formatted(factory.name())
              + " about all of them; 'memtracer analyzers' shows which have an option"
              + " sample-lines");
    }
  }

  /** Whether it can't do without physical addresses. */
  public boolean needsPhysicalAddresses() {
    try {
      return installed.factory().needsPhysicalAddresses(options);
    } catch (RuntimeException e) {
      throw TraceException.analyzer("analyzer " + label + " can't be used: " + e, e);
    }
  }

  /** The lanes they get, each with a scratch directory of its own beside that of the run. */
  public static List<LaneSpec> lanes(final List<AnalyzerChoice> choices, final RunContext run) {
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
    return new LaneSpec(label, installed.factory(), installed.version(), options, context, parts);
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
