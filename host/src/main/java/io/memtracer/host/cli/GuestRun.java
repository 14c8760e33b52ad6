package io.memtracer.host.cli;

import io.memtracer.host.posix.OwnProcess;
import io.memtracer.host.report.FigurePair;
import io.memtracer.host.session.request.TraceRequestBuilder;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/**
 * A run of a workload that may have the user's terminal.
 *
 * @param standardInput what it reads
 */
record GuestRun(
    Console console, Backend backend, InputStream standardInput, ReportOutputs outputs) {

  /** Runs it and returns the program's exit status. */
  int execute(final TraceRequestBuilder request, final List<FigurePair> pairs) {
    final TraceRun run = new TraceRun(console, backend, outputs);
    request.standardInput(standardInput);
    run.terminal()
        .ifPresent(
            terminal ->
                request
                    .terminal(Optional.of(terminal))
                    .standardInput(
                        new TypedInput(standardInput, System::nanoTime, OwnProcess::interrupt)));
    return run.execute(request.build(), pairs);
  }
}
