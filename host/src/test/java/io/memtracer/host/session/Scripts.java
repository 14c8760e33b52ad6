package io.memtracer.host.session;

import io.memtracer.host.guest.agent.RunRequest.Preparation;
import io.memtracer.host.guest.agent.Surroundings;
import io.memtracer.host.guest.agent.User;
import io.memtracer.host.session.request.WorkloadSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Scripts of the tests', the same wherever they run. */
final class Scripts {

  private Scripts() {}

  /** One for a shell that sees this machine's files as root, with little around it. */
  static WorkloadSpec shell(final String script) {
    return new WorkloadSpec(
        "/bin/sh",
        Optional.empty(),
        List.of("-c", script),
        WorkloadSpec.Source.SHARED,
        new Surroundings(
            Optional.of(new Surroundings.View(List.of(Path.of("/")), "guest")),
            List.of("PATH=/usr/local/bin:/bin"),
            Path.of("/"),
            User.ROOT,
            0),
        Preparation.READ_AHEAD,
        Optional.empty(),
        Optional.empty());
  }
}
