package io.memtracer.host.cli;

import io.memtracer.api.OptionSpec;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.TraceListener;
import io.memtracer.host.session.TraceRequest;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.WorkloadExit;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Remembers what it was asked and answers as a test says. */
final class FakeBackend implements Backend {

  final List<TraceRequest> requests = new ArrayList<>();
  final List<String> calls = new ArrayList<>();
  WorkloadExit exit = new WorkloadExit(WorkloadExit.How.EXITED, 0);
  List<AnalyzerOutcome> outcomes = List.of();
  long recordsRead = 7;
  Optional<String> incomplete = Optional.empty();
  RuntimeException failure;
  Listing listing = new Listing(List.of(), List.of());
  List<Guest> guests = List.of();
  List<Check> checks = List.of();
  Positionals positionals =
      new Positionals(Path.of("/c/default-1/disk.qcow2"), "ready", Path.of("/usr/bin"));

  @Override
  public Run prepare(final TraceRequest request) {
    requests.add(request);
    return new FakeRun(request);
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

    private final TraceRequest request;

    FakeRun(final TraceRequest request) {
      this.request = request;
    }

    @Override
    public TraceReport execute(final TraceListener listener) {
      if (failure != null) {
        throw failure;
      }
      listener.onPhase("restoring the guest");
      listener.onStandardOutput(ByteBuffer.wrap("out\n".getBytes(StandardCharsets.UTF_8)));
      listener.onStandardError(ByteBuffer.wrap("err\n".getBytes(StandardCharsets.UTF_8)));
      final List<String> command = new ArrayList<>();
      command.add(request.workload().path());
      command.addAll(request.workload().arguments());
      return new TraceReport(
          Instant.EPOCH,
          1_000_000_000,
          2_000_000_000,
          command,
          "",
          exit,
          new TraceCounters(7, 7, 7, 0, 0, 0),
          recordsRead,
          outcomes,
          incomplete,
          Map.of());
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
