package io.memtracer.host.cli;

import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.options.LiveOption;
import io.memtracer.host.cli.options.ReportOutputs;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.cli.terminal.LiveDisplay;
import io.memtracer.host.cli.terminal.LiveOutput;
import io.memtracer.host.cli.terminal.ProcessTerminal;
import io.memtracer.host.report.FigurePair;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.Run;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.status.ErrorCategory;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;

/**
 * Runs a request and tells what came of it: the workload's output as it comes, then the report
 * where it is to go.
 */
final class TraceRun {

  private final Console console;
  private final Backend backend;
  private final ReportOutputs outputs;
  private final LiveOption live;
  private final Optional<ProcessTerminal> terminal;

  /** A run of which nothing is shown before the end. */
  TraceRun(final Console console, final Backend backend, final ReportOutputs outputs) {
    this(console, backend, outputs, new LiveOption());
  }

  TraceRun(
      final Console console,
      final Backend backend,
      final ReportOutputs outputs,
      final LiveOption live) {
    this.live = live;
    this.console = console;
    this.backend = backend;
    this.outputs = outputs;
    terminal = ProcessTerminal.find(console, outputs.hasJsonOnStandardOutput());
  }

  /** The terminal that a workload can have; empty if there is none. */
  Optional<ProcessTerminal> terminal() {
    return terminal;
  }

  /** Runs the request and returns the program's exit status. */
  int execute(final TraceRequest request) {
    return execute(request, List.of());
  }

  /** The same, with figures beside each other that should agree. */
  int execute(final TraceRequest request, final List<FigurePair> pairs) {
    try (LiveOutput meanwhile = live.open(console)) {
      final Run run = backend.prepare(request);
      final LiveDisplay display = display(run, meanwhile);
      WorkloadNotes.of(request.workload()).forEach(display::onNote);
      final TraceReport report = trace(run, display).comparing(pairs);
      try {
        outputs.tell(report);
      } finally {
        meanwhile.end(report);
      }
      return display.sawUnusableJars() ? ofJars(report) : ExitStatus.of(report);
    }
  }

  private static int ofJars(final TraceReport report) {
    return ExitStatus.ofRun(report).orElse(ErrorCategory.ANALYZER.exitStatus());
  }

  /** The same for a trace that was made before: its workload's exit status is no news. */
  int replay(final Run run, final List<FigurePair> pairs) {
    final LiveDisplay display = display(run, LiveOutput.NONE);
    final TraceReport report = trace(run, display).comparing(pairs);
    outputs.tell(report);
    return display.sawUnusableJars() ? ofJars(report) : ExitStatus.ofRun(report).orElse(0);
  }

  private static TraceReport trace(final Run run, final LiveDisplay display) {
    try (display) {
      return run.execute(display);
    }
  }

  private LiveDisplay display(final Run run, final LiveOutput meanwhile) {
    final PrintStream output = outputs.text();
    return new LiveDisplay(
        output,
        console.err(),
        terminal.map(ProcessTerminal::screen).orElse(output),
        console.err(),
        console.errorColumns(),
        outputs.isQuiet(),
        System::nanoTime,
        run::interrupt,
        meanwhile);
  }
}
