package io.memtracer.host.cli;

import io.memtracer.host.session.TraceRequest;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Hands what the commands ask to the packages that do it. */
final class RealBackend implements Backend {

  private final Installation installation;
  private final Map<String, String> environment;

  RealBackend(final Installation installation, final Map<String, String> environment) {
    this.installation = installation;
    this.environment = environment;
  }

  @Override
  public Run prepare(final TraceRequest request) {
    throw missing("tracing");
  }

  @Override
  public Listing analyzers(final List<Path> directories) {
    throw missing("the analyzer catalogue");
  }

  @Override
  public List<Guest> guests() {
    throw missing("the guest store");
  }

  @Override
  public void buildGuest(final String name, final Consumer<String> steps) {
    throw missing("the guest builder");
  }

  @Override
  public void removeGuest(final String name) {
    throw missing("the guest store");
  }

  @Override
  public List<Check> checks() {
    final MachineChecks machine =
        new MachineChecks(
            Path.of("/proc"), Path.of(System.getProperty("java.io.tmpdir")), cacheDirectory());
    final List<Check> checks = new ArrayList<>(machine.checks());
    checks.addAll(SoftwareChecks.qemu(installation.qemuPlugin()));
    checks.add(SoftwareChecks.guest(guests()));
    checks.addAll(SoftwareChecks.analyzers(analyzers(installation.analyzerDirectories(List.of()))));
    return checks;
  }

  /** Where guests are kept, as the environment says. */
  private Path cacheDirectory() {
    final String own = environment.getOrDefault("MEMTRACER_CACHE", "");
    if (!own.isEmpty()) {
      return Path.of(own);
    }
    final String shared = environment.getOrDefault("XDG_CACHE_HOME", "");
    return shared.isEmpty()
        ? Path.of(System.getProperty("user.home"), ".cache", "memtracer")
        : Path.of(shared, "memtracer");
  }

  private static TraceException missing(final String part) {
    return new TraceException(ErrorCategory.INTERNAL, part + " isn't part of this build yet");
  }
}
