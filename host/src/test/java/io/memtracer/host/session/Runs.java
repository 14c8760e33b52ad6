package io.memtracer.host.session;

import io.memtracer.api.Sampling;
import io.memtracer.host.guest.GuestStore;
import io.memtracer.host.qemu.PluginBuilds;
import io.memtracer.host.recording.format.Compression;
import io.memtracer.host.recording.read.Range;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.AnalyzerRequest;
import io.memtracer.host.session.request.AnalyzerThreads;
import io.memtracer.host.session.request.GuestChoice;
import io.memtracer.host.session.request.Monitor;
import io.memtracer.host.session.request.OnFull;
import io.memtracer.host.session.request.Operator;
import io.memtracer.host.session.request.RecordRequest;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.TraceRequestBuilder;
import io.memtracer.host.session.request.Transport;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.Parts;
import io.memtracer.host.status.Selection;
import io.memtracer.host.status.TaskChoice;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Builds requests for real runs, and runs them. */
public final class Runs extends Heard {

  /** The JARs of the bundled analyzers, collected by the build. */
  static final Path BUNDLED = Path.of("target/plugins");

  static final Tools TOOLS =
      new Tools(
          new PluginBuilds(Path.of("../qemu-gmbeoo/build").toAbsolutePath().normalize()),
          Path.of("../qemu-gmbeoo/build/guest/memtracer-agent").toAbsolutePath().normalize(),
          GuestStore.ofEnvironment());

  private WorkloadSpec workload;
  private final List<AnalyzerRequest> analyzers = new ArrayList<>();
  private final List<Path> plugins = new ArrayList<>(List.of(BUNDLED));
  private InputStream standardInput = InputStream.nullInputStream();
  private boolean userOnly;
  private boolean exactInstructions;
  private boolean tasks = true;
  private boolean physical;
  private TaskChoice onlyTask = TaskChoice.ALL;
  private Sampling sampling = Sampling.ALL;
  private Selection selection = Selection.ALL;
  private Optional<Duration> timeout = Optional.empty();
  private OnFull onFull = OnFull.WAIT;
  private boolean traced = true;
  private GuestChoice guest = GuestChoice.named("default");
  private Operator operator = Operator.NONE;
  private Consumer<Monitor> onMonitor = monitor -> {};
  private Consumer<TraceReport> onReport = report -> {};
  private AnalyzerThreads threads = AnalyzerThreads.SHARED;
  private Optional<Transport> transport = Optional.empty();
  private Optional<Path> fifo = Optional.empty();
  private Optional<RecordRequest> record = Optional.empty();
  private List<Path> debugDirectories = List.of();
  private Optional<Path> qemu = Optional.empty();
  private Consumer<TraceProgress> onProgress = progress -> {};

  private Runs(final WorkloadSpec workload) {
    this.workload = workload;
  }

  static Runs of(final Path program, final Object... arguments) {
    return new Runs(new WorkloadSpec(program.toString(), strings(arguments), false));
  }

  static Runs of(final WorkloadSpec workload) {
    return new Runs(workload);
  }

  static Runs inGuest(final String program, final Object... arguments) {
    return new Runs(new WorkloadSpec(program, strings(arguments), true));
  }

  private static List<String> strings(final Object... arguments) {
    return List.of(arguments).stream().map(Object::toString).toList();
  }

  Runs analyzer(final String name, final Map<String, String> options) {
    analyzers.add(new AnalyzerRequest(name, options));
    return this;
  }

  Runs analyzer(final String name, final Parts parts) {
    analyzers.add(new AnalyzerRequest(name, Map.of(), parts));
    return this;
  }

  Runs onlyTask(final String name) {
    onlyTask = new TaskChoice(name);
    return this;
  }

  Runs analyzer(final String name) {
    return analyzer(name, Map.of());
  }

  Runs tool(final Path program) {
    analyzers.add(AnalyzerRequest.tool(program.toString()));
    return this;
  }

  /** With shorter times to wait for a tool that doesn't do its part. */
  Runs hastyTool(final Path program) {
    return analyzer(
        "external-process",
        Map.of("path", program.toString(), "ready-timeout-ms", "5000", "read-timeout-ms", "5000"));
  }

  Runs plugins(final Path directory) {
    plugins.add(directory);
    return this;
  }

  Runs standardInput(final String text) {
    return standardInput(text.getBytes(StandardCharsets.UTF_8));
  }

  Runs standardInput(final byte[] bytes) {
    return standardInput(new ByteArrayInputStream(bytes));
  }

  Runs standardInput(final InputStream stream) {
    standardInput = stream;
    return this;
  }

  Runs unwrapped(final Duration readyWithin) {
    workload = workload.unwrapped(readyWithin);
    return this;
  }

  Runs untraced() {
    traced = false;
    return this;
  }

  Runs guest(final GuestChoice value) {
    guest = value;
    return this;
  }

  Runs operator(final Operator value) {
    operator = value;
    return this;
  }

  Runs onMonitor(final Consumer<Monitor> value) {
    onMonitor = value;
    return this;
  }

  Runs onReport(final Consumer<TraceReport> value) {
    onReport = value;
    return this;
  }

  Runs userOnly(final boolean value) {
    userOnly = value;
    return this;
  }

  Runs exactInstructions(final boolean value) {
    exactInstructions = value;
    return this;
  }

  Runs tasks(final boolean value) {
    tasks = value;
    return this;
  }

  Runs physical(final boolean value) {
    physical = value;
    return this;
  }

  Runs sampling(final int blockLog2, final int ratioLog2) {
    sampling = new Sampling(blockLog2, ratioLog2);
    return this;
  }

  Runs selection(final Selection value) {
    selection = value;
    return this;
  }

  Runs timeout(final Duration value) {
    timeout = Optional.of(value);
    return this;
  }

  Runs dropWhenFull() {
    onFull = OnFull.DROP;
    return this;
  }

  Runs vcpus(final int value) {
    guest = new GuestChoice.Named("default", Optional.of(value), Optional.empty());
    return this;
  }

  /** By a QEMU of that era, in its guest with so many vCPUs. */
  Runs on(final QemuEra era, final int vcpus) {
    return vcpus(vcpus).qemu(era.qemu().executable());
  }

  Runs dedicated(final boolean value) {
    threads = value ? AnalyzerThreads.DEDICATED : AnalyzerThreads.SHARED;
    return this;
  }

  /** As many for each analyzer whose work can be shared. */
  Runs threads(final int value) {
    threads = AnalyzerThreads.of(value);
    return this;
  }

  Runs transport(final Transport value) {
    transport = Optional.of(value);
    return this;
  }

  Runs fifo(final Path value) {
    fifo = Optional.of(value);
    return this;
  }

  Runs record(final Path file) {
    record = Optional.of(new RecordRequest(file, Compression.NORMAL));
    return this;
  }

  Runs debugDirectory(final Path value) {
    debugDirectories = List.of(value);
    return this;
  }

  Runs qemu(final Path value) {
    qemu = Optional.of(value);
    return this;
  }

  Runs onProgress(final Consumer<TraceProgress> value) {
    onProgress = value;
    return this;
  }

  /** No analyzers but those in one directory. */
  Runs onlyPlugins(final Path directory) {
    plugins.clear();
    return plugins(directory);
  }

  TraceSession session() {
    return new TraceSession(request(), TOOLS);
  }

  /** A run over records that were made before. */
  ReplaySession replaySession(final ReplaySource source) {
    return new ReplaySession(request(), source);
  }

  TraceReport replay(final ReplaySource source) {
    return replaySession(source).execute(this);
  }

  /** A run over a recorded trace. */
  TraceReport replay(final Path file) {
    return replay(file, 1);
  }

  /** The same with so many threads for pieces of it. */
  TraceReport replay(final Path file, final int count) {
    return threads(count).replayed(new Replay(file, Range.ALL, count, List.of()));
  }

  private TraceReport replayed(final Replay replay) {
    return new RecordedRun(replay, builder()).execute(this);
  }

  TraceRequest request() {
    return builder().build();
  }

  private TraceRequestBuilder builder() {
    return TraceRequest.of(workload)
        .standardInput(standardInput)
        .traced(traced)
        .analyzers(analyzers)
        .userOnly(userOnly)
        .exactInstructions(exactInstructions)
        .tasks(tasks)
        .physical(physical)
        .onlyTask(onlyTask)
        .sampling(sampling)
        .selection(selection)
        .timeout(timeout)
        .onFull(onFull)
        .guest(guest)
        .operator(operator)
        .pluginDirectories(plugins)
        .threads(threads)
        .transport(transport)
        .fifo(fifo)
        .record(record)
        .debugDirectories(debugDirectories)
        .qemu(qemu);
  }

  TraceReport run() {
    return session().execute(this);
  }

  /** Ends the QEMU of whatever run this process has under way. */
  static void killQemu() {
    ProcessHandle.current()
        .children()
        .filter(child -> child.info().command().orElse("").contains("qemu-system"))
        .forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void onMonitor(final Monitor monitor) {
    onMonitor.accept(monitor);
  }

  @Override
  public void onReport(final TraceReport report) {
    onReport.accept(report);
  }

  @Override
  public void onProgress(final TraceProgress progress) {
    onProgress.accept(progress);
  }
}
