package io.memtracer.host.cli.backend;

import io.memtracer.host.cli.backend.Backend.Check;
import io.memtracer.host.cli.backend.Backend.Check.State;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.qemu.PluginBuild;
import io.memtracer.host.qemu.PluginBuilds;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.qemu.QemuLocator;
import io.memtracer.host.status.TraceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a run needs of QEMU, of memtracer's own parts, and of guests. */
final class SoftwareChecks {

  private static final String SETUP = "run './memtracer setup'";

  private SoftwareChecks() {}

  /** QEMU, its image tool, and whether it loads our plugin. */
  static List<Check> qemu(final PluginBuilds plugin) {
    final List<Check> checks = new ArrayList<>();
    final QemuBinary qemu;
    try {
      qemu = QemuLocator.ofEnvironment().locate(Optional.empty());
    } catch (TraceException e) {
      checks.add(new Check("QEMU", State.MISSING, e.getMessage(), SETUP));
      return checks;
    }
    checks.add(new Check("QEMU", State.FINE, qemu.version() + ", " + qemu.executable(), ""));
    checks.add(
        qemu.image()
            .map(tool -> new Check("qemu-img", State.FINE, tool.toString(), ""))
            .orElseGet(() -> new Check("qemu-img", State.MISSING, "isn't in PATH", SETUP)));
    checks.addAll(plugin(qemu, plugin));
    return checks;
  }

  private static List<Check> plugin(final QemuBinary qemu, final PluginBuilds builds) {
    final String subject = "QEMU plugin";
    try {
      final PluginBuild build = builds.choose(qemu);
      final Check loads =
          new Check(
              subject,
              State.FINE,
              "QEMU's plugin interface is %d to %d, the build for %d loads: %s"
                  .formatted(build.oldestApi(), build.newestApi(), build.api(), build.library()),
              "");
      return List.of(loads, tasks(build));
    } catch (TraceException e) {
      return List.of(new Check(subject, State.MISSING, e.getMessage(), ""));
    }
  }

  private static Check tasks(final PluginBuild build) {
    final String subject = "tasks";
    return build.canTellTasks()
        ? new Check(
            subject,
            State.FINE,
            "told apart in guests whose kernel has BTF and that this memtracer made",
            "")
        : new Check(
            subject,
            State.POOR,
            "this QEMU doesn't let them be told apart",
            "take QEMU 9.2 or newer");
  }

  /** Whether the default guest is built. */
  static Check guest(final List<Backend.Guest> guests) {
    return guests.stream()
        .filter(guest -> guest.name().equals(GuestRecipe.DEFAULT_NAME))
        .findFirst()
        .map(guest -> new Check("guest", State.FINE, guest.description(), ""))
        .orElseGet(() -> new Check("guest", State.MISSING, "isn't built", SETUP));
  }

  /** Whether analyzers are there, and all of their JARs can be used. */
  static List<Check> analyzers(final Backend.Listing listing) {
    final List<Check> checks = new ArrayList<>();
    final List<String> names = listing.analyzers().stream().map(a -> a.name()).toList();
    checks.add(
        names.isEmpty()
            ? new Check("analyzers", State.MISSING, "none is installed", SETUP)
            : new Check("analyzers", State.FINE, String.join(", ", names), ""));
    for (final String problem : listing.problems()) {
      checks.add(new Check("analyzers", State.POOR, problem, "mend or remove that JAR"));
    }
    return checks;
  }
}
