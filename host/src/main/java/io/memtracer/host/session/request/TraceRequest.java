package io.memtracer.host.session.request;

import io.memtracer.api.Sampling;
import io.memtracer.host.status.Selection;
import io.memtracer.host.status.TaskChoice;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Everything a user can ask of one run.
 *
 * @param workload the program
 * @param standardInput what it reads; sent to the guest as the workload asks for it
 * @param terminal the user's, if that is where the standard input comes from; empty otherwise
 * @param traced whether tracing is armed; otherwise the workload only runs, and nobody listens
 * @param analyzers who listens, in order of the report
 * @param userOnly trace only CPL 3
 * @param exactInstructions whether each instruction is counted by itself, which takes longer
 * @param tasks whether records are to be told apart by the task that made them, where that can be
 * @param physical whether it is told where in physical memory accesses go
 * @param onlyTask whose records the analyzers are given
 * @param sampling which part of the accesses to trace
 * @param selection which accesses to record, if not all of those
 * @param timeout when to stop the workload; empty for never
 * @param onFull what QEMU does when nobody reads fast enough
 * @param guest what it runs in
 * @param operator how somebody attends the machine
 * @param pluginDirectories folders with analyzer JARs
 * @param threads on which analyzers look at records
 * @param transport how records come from QEMU; empty for the fastest there is
 * @param fifo a FIFO of the user's for all records, instead of analyzers
 * @param record the recording to make; empty for none
 * @param debugDirectories where debug files are, besides where distributions put them
 * @param qemu the QEMU to use; empty for the newest one found
 */
public record TraceRequest(
    WorkloadSpec workload,
    InputStream standardInput,
    Optional<UserTerminal> terminal,
    boolean traced,
    List<AnalyzerRequest> analyzers,
    boolean userOnly,
    boolean exactInstructions,
    boolean tasks,
    boolean physical,
    TaskChoice onlyTask,
    Sampling sampling,
    Selection selection,
    Optional<Duration> timeout,
    OnFull onFull,
    GuestChoice guest,
    Operator operator,
    List<Path> pluginDirectories,
    AnalyzerThreads threads,
    Optional<Transport> transport,
    Optional<Path> fifo,
    Optional<RecordRequest> record,
    List<Path> debugDirectories,
    Optional<Path> qemu) {

  /** A request for a program, to which the rest is said. */
  public static TraceRequestBuilder of(final WorkloadSpec workload) {
    return new TraceRequestBuilder(workload);
  }

  public TraceRequest {
    analyzers = List.copyOf(analyzers);
    pluginDirectories = List.copyOf(pluginDirectories);
    debugDirectories = List.copyOf(debugDirectories);
  }
}
