package io.memtracer.host.cli.backend;

import io.memtracer.host.foreign.ForeignFormat;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.guest.GuestStore;
import io.memtracer.host.guest.ImageRecipe;
import io.memtracer.host.parallel.Cluster;
import io.memtracer.host.parallel.ClusterService;
import io.memtracer.host.plugin.PluginCatalog;
import io.memtracer.host.plugin.PluginProblem;
import io.memtracer.host.session.ForeignRun;
import io.memtracer.host.session.RecordedRun;
import io.memtracer.host.session.Replay;
import io.memtracer.host.session.Tools;
import io.memtracer.host.session.TraceSession;
import io.memtracer.host.session.request.Run;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.TraceRequestBuilder;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.session.workload.NativeRun;
import io.memtracer.host.status.TraceException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Hands what the commands ask to the packages that do it. Whatever is begun is ended by Ctrl-C and
 * {@code kill}; close this when all is said about it.
 */
public final class RealBackend implements Backend, AutoCloseable {

  private final Installation installation;
  private final GuestStore store;
  private final RealGuests guests;
  private final List<Interruption> interruptions = new ArrayList<>();

  public RealBackend(final Installation installation, final GuestStore store) {
    this.installation = installation;
    this.store = store;
    guests =
        new RealGuests(
            store,
            installation.plugin(),
            installation.guestAgent(),
            builder -> interruptions.add(Interruption.of(builder)));
  }

  @Override
  public Run prepare(final TraceRequest request) {
    return interruptible(
        new TraceSession(
            request, new Tools(installation.plugin(), installation.guestAgent(), store)));
  }

  @Override
  public Run prepareReplay(final Replay replay, final TraceRequestBuilder request) {
    return interruptible(new RecordedRun(replay, request));
  }

  @Override
  public Cluster cluster(final String master, final Map<String, String> configuration) {
    return ClusterService.find().connect(master, configuration);
  }

  @Override
  public Run prepareReplay(
      final Cluster cluster, final String file, final TraceRequestBuilder request) {
    return interruptible(new RecordedRun(cluster.open(file), cluster.farm(), request));
  }

  @Override
  public Run prepareImport(
      final Path file, final ForeignFormat format, final TraceRequest request) {
    return interruptible(new ForeignRun(file, format, request));
  }

  @Override
  public Run prepareNative(
      final WorkloadSpec workload,
      final InputStream standardInput,
      final Optional<Duration> timeout) {
    return interruptible(new NativeRun(workload, standardInput, timeout));
  }

  private Run interruptible(final Run run) {
    interruptions.add(Interruption.of(run));
    return run;
  }

  @Override
  public Listing analyzers(final List<Path> directories) {
    try (PluginCatalog catalog = PluginCatalog.load(directories)) {
      return new Listing(
          catalog.analyzers().stream()
              .map(a -> new Analyzer(a.name(), a.version(), a.jar(), a.description(), a.options()))
              .toList(),
          catalog.problems().stream().map(PluginProblem::text).toList());
    }
  }

  @Override
  public List<Guest> guests() {
    return guests.all();
  }

  @Override
  public void ensureDefaultGuest(final Consumer<String> steps) {
    guests.ensureDefault(steps);
  }

  @Override
  public void buildGuest(final GuestRecipe recipe, final Consumer<String> steps) {
    guests.build(recipe, steps);
  }

  @Override
  public void prepareImage(final ImageRecipe image, final Consumer<String> steps) {
    guests.prepare(image, steps);
  }

  @Override
  public Positionals positionals(final String name, final Consumer<String> steps) {
    return guests.positionals(name, steps);
  }

  @Override
  public void removeGuest(final String name) {
    store.remove(name);
  }

  @Override
  public List<Check> checks() {
    final MachineChecks machine =
        new MachineChecks(
            Path.of("/proc"), Path.of(System.getProperty("java.io.tmpdir")), store.cache());
    final List<Check> checks = new ArrayList<>(machine.checks());
    checks.addAll(SoftwareChecks.qemu(installation.plugin()));
    checks.addAll(checked("guest", () -> List.of(SoftwareChecks.guest(guests.ofInstalledQemu()))));
    checks.addAll(
        checked(
            "analyzers",
            () ->
                SoftwareChecks.analyzers(analyzers(installation.analyzerDirectories(List.of())))));
    final Path ofTests = store.cache().resolve("tests/qemu");
    checks.addAll(checked("QEMU of tests", new TestQemuChecks(ofTests)::checks));
    return checks;
  }

  /** A check that fails is a finding, too. */
  private static List<Check> checked(final String subject, final Supplier<List<Check>> look) {
    try {
      return look.get();
    } catch (TraceException e) {
      return List.of(new Check(subject, Check.State.MISSING, e.getMessage(), ""));
    }
  }

  @Override
  public void close() {
    interruptions.forEach(Interruption::close);
    interruptions.clear();
  }
}
