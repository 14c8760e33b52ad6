package io.memtracer.host.cli;

import io.memtracer.host.foreign.ForeignFormat;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.guest.GuestStore;
import io.memtracer.host.guest.ImageRecipe;
import io.memtracer.host.guest.build.BuildProgress;
import io.memtracer.host.guest.build.GuestBuilder;
import io.memtracer.host.parallel.Cluster;
import io.memtracer.host.parallel.ClusterService;
import io.memtracer.host.plugin.PluginCatalog;
import io.memtracer.host.plugin.PluginProblem;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.qemu.QemuLocator;
import io.memtracer.host.qemu.QemuVersion;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.ForeignRun;
import io.memtracer.host.session.RecordedRun;
import io.memtracer.host.session.Replay;
import io.memtracer.host.session.Tools;
import io.memtracer.host.session.TraceSession;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.TraceRequestBuilder;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.session.workload.NativeRun;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Hands what the commands ask to the packages that do it. Whatever is begun is ended by Ctrl-C and
 * {@code kill}; close this when all is said about it.
 */
public final class RealBackend implements Backend, AutoCloseable {

  private final Installation installation;
  private final GuestStore store;
  private final List<Interruption> interruptions = new ArrayList<>();

  public RealBackend(final Installation installation, final GuestStore store) {
    this.installation = installation;
    this.store = store;
  }

  @Override
  public Run prepare(final TraceRequest request) {
    final TraceSession session =
        new TraceSession(
            request, new Tools(installation.plugin(), installation.guestAgent(), store));
    return interruptible(new SessionRun(session::execute, session::interrupt, session::abort));
  }

  @Override
  public Run prepareReplay(final Replay replay, final TraceRequestBuilder request) {
    final RecordedRun run = new RecordedRun(replay, request);
    return interruptible(new SessionRun(run::execute, run::interrupt, run::abort));
  }

  @Override
  public Cluster cluster(final String master, final Map<String, String> configuration) {
    return ClusterService.find().connect(master, configuration);
  }

  @Override
  public Run prepareReplay(
      final Cluster cluster, final String file, final TraceRequestBuilder request) {
    final RecordedRun run = new RecordedRun(cluster.open(file), cluster.farm(), request);
    return interruptible(new SessionRun(run::execute, run::interrupt, run::abort));
  }

  @Override
  public Run prepareImport(
      final Path file, final ForeignFormat format, final TraceRequest request) {
    final ForeignRun run = new ForeignRun(file, format, request);
    return interruptible(new SessionRun(run::execute, run::interrupt, run::abort));
  }

  @Override
  public Run prepareNative(
      final WorkloadSpec workload,
      final InputStream standardInput,
      final Optional<Duration> timeout) {
    final NativeRun run = new NativeRun(workload, standardInput, timeout);
    return interruptible(new SessionRun(run::execute, run::interrupt, run::abort));
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
    return store.list().stream().map(RealBackend::describeWhole).toList();
  }

  private static Guest describeWhole(final io.memtracer.host.guest.Guest guest) {
    return new Guest(guest.name(), describe(guest), sizeOf(guest.directory()), guest.directory());
  }

  @Override
  public void ensureDefaultGuest(final Consumer<String> steps) {
    interruptibly(qemuForGuests(), steps, builder -> builder.ensure(GuestRecipe.ofDefault()));
  }

  @Override
  public void buildGuest(final GuestRecipe recipe, final Consumer<String> steps) {
    tellPlace(interruptibly(qemuForGuests(), steps, builder -> builder.build(recipe)), steps);
  }

  @Override
  public void prepareImage(final ImageRecipe image, final Consumer<String> steps) {
    tellPlace(interruptibly(qemuForGuests(), steps, builder -> builder.prepare(image)), steps);
  }

  private static void tellPlace(
      final io.memtracer.host.guest.Guest guest, final Consumer<String> steps) {
    guest
        .blindness()
        .ifPresent(
            why ->
                steps.accept(
                    "guest "
                        + guest.name()
                        + " can't see files of this machine, since "
                        + why
                        + ": trace with --no-host-files or --in-guest"));
    steps.accept("guest " + guest.name() + " is in " + guest.directory());
  }

  @Override
  public Positionals positionals(final String name, final Consumer<String> steps) {
    final QemuBinary qemu = qemuForGuests();
    final io.memtracer.host.guest.Guest guest =
        name.equals(GuestRecipe.DEFAULT_NAME)
            ? interruptibly(qemu, steps, builder -> builder.ensure(GuestRecipe.ofDefault()))
            : store.require(name, qemu.version());
    return new Positionals(guest.image(), guest.snapshot(), qemu.executable().getParent());
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
    checks.addAll(checked("guest", () -> List.of(SoftwareChecks.guest(guestsOfInstalledQemu()))));
    checks.addAll(
        checked(
            "analyzers",
            () ->
                SoftwareChecks.analyzers(analyzers(installation.analyzerDirectories(List.of())))));
    final Path ofTests = store.cache().resolve("tests/qemu");
    checks.addAll(checked("QEMU of tests", new TestQemuChecks(ofTests)::checks));
    return checks;
  }

  private List<Guest> guestsOfInstalledQemu() {
    final QemuVersion qemu = QemuLocator.ofEnvironment().locate(Optional.empty()).version();
    return store.list().stream()
        .filter(guest -> guest.builtBy().map(qemu::equals).orElse(true))
        .map(RealBackend::describeWhole)
        .toList();
  }

  /** A check that fails is a finding, too. */
  private static List<Check> checked(final String subject, final Supplier<List<Check>> look) {
    try {
      return look.get();
    } catch (TraceException e) {
      return List.of(new Check(subject, Check.State.MISSING, e.getMessage(), ""));
    }
  }

  /** One that loads our plugin: a guest for another would be of no use. */
  private QemuBinary qemuForGuests() {
    final QemuBinary qemu = QemuLocator.ofEnvironment().locate(Optional.empty());
    installation.plugin().choose(qemu);
    return qemu;
  }

  private io.memtracer.host.guest.Guest interruptibly(
      final QemuBinary qemu,
      final Consumer<String> steps,
      final Function<GuestBuilder, io.memtracer.host.guest.Guest> work) {
    final GuestBuilder builder = builder(qemu, steps);
    interruptions.add(Interruption.of(builder));
    return work.apply(builder);
  }

  private GuestBuilder builder(final QemuBinary qemu, final Consumer<String> steps) {
    return new GuestBuilder(
        store,
        qemu,
        installation.guestAgent(),
        new BuildProgress() {
          @Override
          public void onStep(final String step) {
            steps.accept("guest: " + step);
          }

          @Override
          public void onStepDone(final String step, final Duration took) {}
        });
  }

  private static String describe(final io.memtracer.host.guest.Guest guest) {
    return guest.ramMib()
        + " MiB, "
        + guest.vcpus()
        + (guest.vcpus() == 1 ? " vCPU" : " vCPUs")
        + guest.origin().map(origin -> ", " + origin).orElse("");
  }

  private static long sizeOf(final Path directory) {
    try (Stream<Path> files = Files.walk(directory)) {
      long bytes = 0;
      for (final Path file : (Iterable<Path>) files::iterator) {
        bytes += Files.size(file);
      }
      return bytes;
    } catch (IOException e) {
      throw TraceException.environment("can't look at " + directory + ": " + e, e);
    }
  }

  @Override
  public void close() {
    interruptions.forEach(Interruption::close);
    interruptions.clear();
  }

  private record SessionRun(
      Function<TraceListener, TraceReport> execution, Runnable interruption, Runnable abortion)
      implements Run {

    @Override
    public TraceReport execute(final TraceListener listener) {
      return execution.apply(listener);
    }

    @Override
    public void interrupt() {
      interruption.run();
    }

    @Override
    public void abort() {
      abortion.run();
    }
  }
}
