package io.memtracer.host.cli;

import io.memtracer.api.OptionSpec;
import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.foreign.ForeignFormat;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.guest.ImageRecipe;
import io.memtracer.host.parallel.Cluster;
import io.memtracer.host.parallel.ClusterService;
import io.memtracer.host.report.Comparison;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.Replay;
import io.memtracer.host.session.request.Run;
import io.memtracer.host.session.request.TraceListener;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.TraceRequestBuilder;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.Delivery;
import io.memtracer.host.status.Names;
import io.memtracer.host.status.Origin;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.Recorded;
import io.memtracer.host.status.Selected;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.WorkloadExit;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Remembers what it was asked and answers as a test says. */
public final class FakeBackend implements Backend {

  public final List<TraceRequest> requests = new ArrayList<>();
  public final List<String> calls = new ArrayList<>();
  public WorkloadExit exit = new WorkloadExit(WorkloadExit.How.EXITED, 0);
  public List<AnalyzerOutcome> outcomes = List.of();
  public TraceCounters counters = new TraceCounters(7, 7, 7, 0, 0, 0);
  public String info = "";
  public long recordsRead = 7;
  public Optional<String> incomplete = Optional.empty();
  public List<String> unusableJars = List.of();
  public Optional<Recorded> recorded = Optional.empty();
  public RuntimeException failure;
  Listing listing = new Listing(List.of(), List.of());
  List<Guest> guests = List.of();
  List<Check> checks = List.of();
  Positionals positionals =
      new Positionals(Path.of("/c/default-1/disk.qcow2"), "ready", Path.of("/usr/bin"));

  @Override
  public Run prepare(final TraceRequest request) {
    requests.add(request);
    return new FakeRun(request.workload());
  }

  @Override
  public Run prepareReplay(final Replay replay, final TraceRequestBuilder request) {
    calls.add("replay " + replay.file() + " " + replay.range() + " " + replay.threads());
    return prepare(request.build());
  }

  @Override
  public Cluster cluster(final String master, final Map<String, String> configuration) {
    calls.add("cluster " + master + " " + configuration);
    return ClusterService.find().connect(master, configuration);
  }

  @Override
  public Run prepareReplay(
      final Cluster cluster, final String file, final TraceRequestBuilder request) {
    calls.add("replay " + file);
    return prepare(request.build());
  }

  @Override
  public Run prepareImport(
      final Path file, final ForeignFormat format, final TraceRequest request) {
    calls.add("import " + file + " " + format);
    return prepare(request);
  }

  @Override
  public Run prepareNative(
      final WorkloadSpec workload,
      final InputStream standardInput,
      final Optional<Duration> timeout) {
    calls.add("native " + workload + " " + timeout);
    return new FakeRun(workload);
  }

  @Override
  public Listing analyzers(final List<Path> directories) {
    calls.add("analyzers " + directories);
    return listing;
  }

  @Override
  public List<Guest> guests() {
    return guests;
  }

  @Override
  public void ensureDefaultGuest(final Consumer<String> steps) {
    calls.add("ensure");
  }

  @Override
  public void buildGuest(final GuestRecipe recipe, final Consumer<String> steps) {
    final String debian =
        recipe.debian().map(it -> " " + it.packages() + " " + it.diskBytes()).orElse("");
    calls.add("build " + recipe.name() + " " + recipe.ramMib() + " " + recipe.vcpus() + debian);
    steps.accept("unpacking the kernel");
  }

  @Override
  public void prepareImage(final ImageRecipe image, final Consumer<String> steps) {
    final GuestRecipe recipe = image.recipe();
    calls.add("prepare " + recipe.name() + " " + recipe.ramMib() + " " + image.image());
  }

  @Override
  public Positionals positionals(final String guest, final Consumer<String> steps) {
    calls.add("positionals " + guest);
    steps.accept("guest: booting");
    return positionals;
  }

  @Override
  public void removeGuest(final String name) {
    calls.add("remove " + name);
  }

  @Override
  public List<Check> checks() {
    return checks;
  }

  static Analyzer analyzer(final String name, final OptionSpec... options) {
    return new Analyzer(
        name, "1.0.0", Path.of("/opt/x/" + name + ".jar"), "Says " + name + ".", List.of(options));
  }

  private final class FakeRun implements Run {

    private final WorkloadSpec workload;

    FakeRun(final WorkloadSpec workload) {
      this.workload = workload;
    }

    @Override
    public TraceReport execute(final TraceListener listener) {
      if (failure != null) {
        throw failure;
      }
      unusableJars.forEach(listener::onUnusableJar);
      listener.onPhase("restoring the guest");
      listener.onStandardOutput(ByteBuffer.wrap("out\n".getBytes(StandardCharsets.UTF_8)));
      listener.onStandardError(ByteBuffer.wrap("err\n".getBytes(StandardCharsets.UTF_8)));
      listener.onWorkloadInfo(info);
      final TraceReport report =
          new TraceReport(
              Instant.EPOCH,
              1_000_000_000,
              2_000_000_000,
              workload.command(),
              info,
              exit,
              counters,
              Delivery.RINGS,
              1,
              recordsRead,
              Attribution.unknown("it was not asked for"),
              Phases.NONE,
              Selected.ALL,
              outcomes,
              Comparison.NONE,
              incomplete,
              Optional.empty(),
              recorded,
              Names.NONE,
              Origin.live(Map.of()));
      listener.onReport(report);
      return report;
    }

    @Override
    public void interrupt() {
      calls.add("interrupt");
    }

    @Override
    public void abort() {
      calls.add("abort");
    }
  }
}
