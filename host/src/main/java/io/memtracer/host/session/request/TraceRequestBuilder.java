package io.memtracer.host.session.request;

import io.memtracer.api.Sampling;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.status.Selection;
import io.memtracer.host.status.TaskChoice;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Puts a {@link TraceRequest} together: what isn't said is as a user would expect it. */
public final class TraceRequestBuilder {

  private final WorkloadSpec workload;
  private InputStream standardInput = InputStream.nullInputStream();
  private Optional<UserTerminal> terminal = Optional.empty();
  private boolean traced = true;
  private List<AnalyzerRequest> analyzers = List.of();
  private boolean userOnly = false;
  private boolean exactInstructions = false;
  private boolean tasks = true;
  private boolean physical = false;
  private TaskChoice onlyTask = TaskChoice.ALL;
  private Sampling sampling = Sampling.ALL;
  private Selection selection = Selection.ALL;
  private Optional<Duration> timeout = Optional.empty();
  private OnFull onFull = OnFull.WAIT;
  private GuestChoice guest = GuestChoice.named(GuestRecipe.DEFAULT_NAME);
  private Operator operator = Operator.NONE;
  private List<Path> pluginDirectories = List.of();
  private AnalyzerThreads threads = AnalyzerThreads.SHARED;
  private Optional<Transport> transport = Optional.empty();
  private Optional<Path> fifo = Optional.empty();
  private Optional<RecordRequest> record = Optional.empty();
  private List<Path> debugDirectories = List.of();
  private Optional<Path> qemu = Optional.empty();

  TraceRequestBuilder(final WorkloadSpec workload) {
    this.workload = workload;
  }

  /** What it reads; sent to the guest as the workload asks for it. Default: nothing. */
  public TraceRequestBuilder standardInput(final InputStream value) {
    standardInput = value;
    return this;
  }

  /** The user's terminal, if that is where the standard input comes from. Default: it isn't. */
  public TraceRequestBuilder terminal(final Optional<? extends UserTerminal> value) {
    terminal = value.map(lender -> lender);
    return this;
  }

  /** Whether tracing is armed. Default: yes. */
  public TraceRequestBuilder traced(final boolean value) {
    traced = value;
    return this;
  }

  /** Who listens, in order of the report. Default: nobody. */
  public TraceRequestBuilder analyzers(final List<AnalyzerRequest> value) {
    analyzers = value;
    return this;
  }

  /** Whether only CPL 3 is traced. Default: no. */
  public TraceRequestBuilder userOnly(final boolean value) {
    userOnly = value;
    return this;
  }

  /** Whether each instruction is counted by itself. Default: no, whole blocks of them. */
  public TraceRequestBuilder exactInstructions(final boolean value) {
    exactInstructions = value;
    return this;
  }

  /** Whether records are told apart by task, where that can be. Default: yes. */
  public TraceRequestBuilder tasks(final boolean value) {
    tasks = value;
    return this;
  }

  /** Whether it is told where in physical memory accesses go. Default: no. */
  public TraceRequestBuilder physical(final boolean value) {
    physical = value;
    return this;
  }

  /** Whose records the analyzers are given. Default: everybody's. */
  public TraceRequestBuilder onlyTask(final TaskChoice value) {
    onlyTask = value;
    return this;
  }

  /** Which part of the accesses to trace. Default: all. */
  public TraceRequestBuilder sampling(final Sampling value) {
    sampling = value;
    return this;
  }

  /** Which accesses to record. Default: all. */
  public TraceRequestBuilder selection(final Selection value) {
    selection = value;
    return this;
  }

  /** When to stop the workload. Default: never. */
  public TraceRequestBuilder timeout(final Optional<Duration> value) {
    timeout = value;
    return this;
  }

  /** What QEMU does when nobody reads fast enough. Default: it waits. */
  public TraceRequestBuilder onFull(final OnFull value) {
    onFull = value;
    return this;
  }

  /** What it runs in. Default: the guest called default. */
  public TraceRequestBuilder guest(final GuestChoice value) {
    guest = value;
    return this;
  }

  /** How somebody attends the machine. Default: nobody does. */
  public TraceRequestBuilder operator(final Operator value) {
    operator = value;
    return this;
  }

  /** Folders with analyzer JARs. Default: none. */
  public TraceRequestBuilder pluginDirectories(final List<Path> value) {
    pluginDirectories = value;
    return this;
  }

  /** On which threads analyzers look at records. Default: all in turn on one. */
  public TraceRequestBuilder threads(final AnalyzerThreads value) {
    threads = value;
    return this;
  }

  /** How records come from QEMU. Default: the fastest way there is. */
  public TraceRequestBuilder transport(final Optional<Transport> value) {
    transport = value;
    return this;
  }

  /** A FIFO of the user's for all records, instead of analyzers. Default: none. */
  public TraceRequestBuilder fifo(final Optional<Path> value) {
    fifo = value;
    return this;
  }

  /** The recording to make. Default: none. */
  public TraceRequestBuilder record(final Optional<RecordRequest> value) {
    record = value;
    return this;
  }

  /** Where debug files are, besides where distributions put them. Default: nowhere. */
  public TraceRequestBuilder debugDirectories(final List<Path> value) {
    debugDirectories = value;
    return this;
  }

  /** The QEMU to use. Default: the newest one found. */
  public TraceRequestBuilder qemu(final Optional<Path> value) {
    qemu = value;
    return this;
  }

  /** The request. */
  public TraceRequest build() {
    return new TraceRequest(
        workload,
        standardInput,
        terminal,
        traced,
        analyzers,
        userOnly,
        exactInstructions,
        tasks,
        physical,
        onlyTask,
        sampling,
        selection,
        timeout,
        onFull,
        guest,
        operator,
        pluginDirectories,
        threads,
        transport,
        fifo,
        record,
        debugDirectories,
        qemu);
  }
}
