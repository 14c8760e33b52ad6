package io.memtracer.host.cli;

import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.backend.Installation;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.project.AnalyzerProject;
import io.memtracer.host.project.ProjectTemplate;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Makes a project of an analyzer. */
@Command(
    name = "new",
    description =
        "Makes a directory NAME with an analyzer of that name, which can be built, tested and run"
            + " as it is, and says how. Maven and a JDK build it.",
    synopsisHeading = "Usage: ",
    customSynopsis = "memtracer new NAME [--package PACKAGE]",
    footerHeading = "%nExamples:%n",
    footer = {"  memtracer new page-touches", "  memtracer new page-touches --package org.mine"})
final class NewCommand extends HelpfulCommand {

  /** What a shell takes as it is. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=-]+");

  private final Console console;
  private final Backend backend;
  private final Installation installation;
  private final Path here;

  @Parameters(paramLabel = "NAME", description = "What the analyzer is called: page-touches.")
  private String name;

  @Option(
      names = "--package",
      paramLabel = "PACKAGE",
      description = "The Java package of its classes; com.example.NAME if not given.")
  private String packageName;

  NewCommand(
      final Console console,
      final Backend backend,
      final Installation installation,
      final Path here) {
    this.console = console;
    this.backend = backend;
    this.installation = installation;
    this.here = here;
  }

  @Override
  public Integer call() {
    final AnalyzerProject project = AnalyzerProject.of(name, Optional.ofNullable(packageName));
    for (final Backend.Analyzer analyzer :
        backend.analyzers(installation.analyzerDirectories(List.of())).analyzers()) {
      if (analyzer.name().equals(name)) {
        throw TraceException.user(
            "an analyzer '"
                + name
                + "' is installed, in "
                + analyzer.jar()
                + ": take another name");
      }
    }
    final Path place = here.resolve(name);
    final Path analyzer =
        new ProjectTemplate(installation.analyzerTemplate(), installation.repository())
            .make(project, place);
    final String launcher = word(installation.root().resolve("memtracer"));
    console
        .out()
        .printf(
            """
            made %s, an analyzer that counts accesses that are not aligned. Make it yours in
              %s

            build it and run its tests:
              mvn -q -f %s package

            run it:
              %s trace --plugins %s --analyzer %s -- ls

            install it, so that it is found without --plugins:
              cp %s %s
            """,
            place,
            analyzer,
            word(place),
            launcher,
            word(place.resolve("target")),
            name,
            word(place.resolve("target/" + name + "-0.1.0.jar")),
            word(installation.droppedAnalyzers()));
    return 0;
  }

  /** A path as a word of a shell's command. */
  private static String word(final Path path) {
    final String text = path.toString();
    return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
  }
}
