package io.memtracer.host.cli;

import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.backend.Installation;
import io.memtracer.host.cli.options.ListenerOptions;
import io.memtracer.host.cli.options.LiveOption;
import io.memtracer.host.cli.options.OutputOptions;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.guest.agent.RunRequest.Preparation;
import io.memtracer.host.guest.agent.Surroundings;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.TraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows what memtracer does, with a program that comes with it. */
@Command(
    name = "demo",
    description =
        "Traces a program that builds a table, sorts it, looks things up in it and writes it to a"
            + " file, with the three analyzers that come with memtracer.",
    synopsisHeading = "Usage: ",
    customSynopsis = "memtracer demo [--live] [--details] [--html FILE] [--json FILE] [--csv DIR]",
    footerHeading = "%nExamples:%n",
    footer = {
      "  memtracer demo",
      "  memtracer demo --live",
      "  memtracer demo --html demo.html",
      "  memtracer demo --json demo.json"
    })
final class DemoCommand extends HelpfulCommand {

  private final Console console;
  private final Backend backend;
  private final Installation installation;

  @Mixin private OutputOptions outputs;

  @Mixin private LiveOption live;

  DemoCommand(final Console console, final Backend backend, final Installation installation) {
    this.console = console;
    this.backend = backend;
    this.installation = installation;
  }

  @Override
  public Integer call() {
    final Path workload = installation.demoWorkload();
    if (!Files.isRegularFile(workload)) {
      throw TraceException.environment(
          "the demo's workload isn't built, " + workload + ": run './memtracer setup'");
    }
    backend.ensureDefaultGuest(console::say);
    final TraceRequest request =
        TraceRequest.of(shared(workload))
            .analyzers(ListenerOptions.ofDefault())
            .pluginDirectories(installation.analyzerDirectories(List.of()))
            .build();
    return new TraceRun(console, backend, outputs.outputs(console, verbose), live).execute(request);
  }

  /**
   * The guest sees its directory and nothing else of this machine: then it is known what its code
   * is called. All else is the same for every user, so that the demo's figures are.
   */
  private static WorkloadSpec shared(final Path workload) {
    final Surroundings guests = Surroundings.ofGuest();
    final Path directory = workload.toAbsolutePath().normalize().getParent();
    return new WorkloadSpec(
        directory.resolve(workload.getFileName()).toString(),
        Optional.empty(),
        List.of(),
        WorkloadSpec.Source.SHARED,
        new Surroundings(
            Optional.of(new Surroundings.View(List.of(directory), "guest")),
            guests.environment(),
            guests.directory(),
            guests.user(),
            guests.umask()),
        Preparation.READ_AHEAD,
        Optional.empty(),
        Optional.empty());
  }
}
