package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.host.guest.agent.RunRequest.Preparation;
import io.memtracer.host.guest.agent.Surroundings;
import io.memtracer.host.guest.agent.User;
import io.memtracer.host.posix.OwnProcess;
import io.memtracer.host.qemu.Command;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.WorkloadSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Scripts for a shell of this machine, in the guest and here, and programs of it there.
 *
 * @param directory in which they run
 * @param preparation of those in the guest
 */
record HostCommands(Path directory, Preparation preparation) {

  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Path ROOT = Path.of("/");
  private static final int MAX_OUTPUT = 4 << 20;

  static HostCommands in(final Path directory) {
    return new HostCommands(directory, Preparation.READ_AHEAD);
  }

  /** Fails where a program isn't that is wherever memtracer can be built and tested. */
  static void require(final String program) {
    final int status = Command.run(PATIENCE, List.of("which", program), MAX_OUTPUT).status();
    assertEquals(0, status, "this test needs " + program + ": install it");
  }

  /** Runs them once before. */
  HostCommands warmedUp() {
    return new HostCommands(directory, Preparation.WARM_UP);
  }

  /** One in the guest, as who we are. */
  Runs here(final String script) {
    return as(ourselves(), script);
  }

  /** One in the guest, as somebody. */
  Runs as(final User user, final String script) {
    return program(
        user, OwnProcess.current().environment(), "/bin/bash", Optional.of("bash"), "-c", script);
  }

  private Runs program(
      final User user,
      final List<String> environment,
      final String path,
      final Optional<String> name,
      final String... arguments) {
    final OwnProcess self = OwnProcess.current();
    return Runs.of(
        new WorkloadSpec(
            path,
            name,
            List.of(arguments),
            WorkloadSpec.Source.SHARED,
            new Surroundings(
                Optional.of(new Surroundings.View(List.of(ROOT), self.hostname())),
                environment,
                directory,
                user,
                self.umask()),
            preparation,
            Optional.empty(),
            Optional.empty()));
  }

  /** What the instructions of one program did, none of which was lost; it ends well. */
  TraceReport instructions(final String path, final String... arguments) {
    final List<String> environment = List.of("PATH=/usr/bin:/bin", "LD_BIND_NOW=1");
    final TraceReport report =
        program(ourselves(), environment, path, Optional.empty(), arguments)
            .analyzer("stride-detector", Map.of("top", "20000"))
            .run();
    assertNothingLost(report);
    assertEquals(0, report.exit().code());
    return report;
  }

  private static User ourselves() {
    final OwnProcess self = OwnProcess.current();
    return new User(self.uid(), self.gid(), self.groups());
  }

  /** What one says here, with our environment as it is, and ends with. */
  Command.Result run(final String script) {
    final List<String> words = new ArrayList<>(List.of("env", "-i", "-C", directory.toString()));
    words.addAll(OwnProcess.current().environment());
    words.addAll(List.of("bash", "-c", script));
    return Command.run(PATIENCE, words, MAX_OUTPUT);
  }

  /** The same output and exit status as on this machine. */
  void assertSame(final String script) {
    final Runs runs = here(script).untraced();
    final TraceReport report = runs.run();
    final Command.Result here = run(script);
    assertEquals(here.output().strip(), runs.standardOutput().strip(), runs.standardError());
    assertEquals(here.status(), report.exit().code());
  }
}
