package io.memtracer.host.cli;

import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.options.LiveOption;
import io.memtracer.host.cli.options.ReportOutputs;
import io.memtracer.host.cli.terminal.Console;
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
 * @param live whether to show what is found while it goes on
 */
record GuestRun(
    Console console,
    Backend backend,
    InputStream standardInput,
    ReportOutputs outputs,
    LiveOption live) {

  /** One of which nothing is shown before the end. */
  GuestRun(
      final Console console,
      final Backend backend,
      final InputStream standardInput,
      final ReportOutputs outputs) {
    this(console, backend, standardInput, outputs, new LiveOption());
  }

  /** Runs it and returns the program's exit status. */
  int execute(final TraceRequestBuilder request, final List<FigurePair> pairs) {
    final TraceRun run = new TraceRun(console, backend, outputs, live);
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
