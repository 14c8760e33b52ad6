package io.memtracer.host.cli.legacy;

import io.memtracer.host.cli.ExitStatus;
import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.backend.Installation;
import io.memtracer.host.cli.terminal.Console;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.session.request.Run;
import io.memtracer.host.session.request.TraceRequest;
import java.io.InputStream;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** One run as the predecessor's users asked for it. */
@Command(
    name = LegacyCommand.NAME,
    sortOptions = false,
    description = {
      "",
      "Runs a workload in a guest under QEMU and writes a record of each of its memory accesses to"
          + " an analysis tool or a FIFO. Takes the arguments of memtracer's predecessor and prints"
          + " what it printed; for what else there is, see 'memtracer trace'.",
      ""
    },
    synopsisHeading = "Usage: ",
    customSynopsis = {
      "memory_tracer (--workload_path_on_guest PATH | --workload_path_on_host PATH)",
      "              (--analysis_tool_path PATH | --trace_fifo_path PATH | --dont_trace |",
      "               --dont_use_qemu)",
      "              [--trace_only_CPL3_code_GMBE] [--log_of_GMBE_block_len N]",
      "              [--log_of_GMBE_tracing_ratio N]",
      "              [--timeout SECONDS | --dont_add_communications_with_host_to_workload]",
      "              [--print_trace_info] [--dont_use_nographic] [--dont_exit_qemu_when_done]",
      "              [--guest_RAM_in_MBs N] [--verbose]",
      "              guest_image_path snapshot_name qemu_with_GMBEOO_path"
    },
    footerHeading = "%nAnalysis tools and workloads:%n",
    footer = {
      "  The tool gets the FIFO's path in argv[1] and the workload's info in argv[2] and on. It",
      "  prints 'Ready to analyze', opens the FIFO, reads records of 16 bytes, and when SIGUSR1",
      "  comes, prints its results between '-----begin analysis output-----' and",
      "  '-----end analysis output-----'. docs/legacy-tools.md has all of it, and the record.",
      "",
      "  A workload with communications of its own prints '-----begin workload info-----', its",
      "  info, '-----end workload info-----', then 'Ready to trace. Press enter to continue',",
      "  waits for Enter, and prints 'Stop tracing' at the end.",
      "",
      "Example:",
      "  ./memory_tracer $(./memtracer guest positionals) --workload_path_on_host /bin/date \\",
      "      --analysis_tool_path ./my_tool --print_trace_info"
    })
final class LegacyCommand implements Callable<Integer> {

  static final String NAME = "memory_tracer";

  private final Console console;
  private final Backend backend;
  private final Installation installation;
  private final InputStream standardInput;

  @Mixin private LegacyOptions options = new LegacyOptions();

  LegacyCommand(
      final Console console,
      final Backend backend,
      final Installation installation,
      final InputStream standardInput) {
    this.console = console;
    this.backend = backend;
    this.installation = installation;
    this.standardInput = standardInput;
  }

  @Override
  public Integer call() {
    final LegacyRequest request = LegacyRequest.of(options);
    final LegacyOptions.Destination to = options.destination;
    final LegacyResults results =
        new LegacyResults(
            console.out(),
            to.analysisTool != null,
            options.printTraceInfo && !to.dontTrace && !to.dontUseQemu);
    final MonitorConsole monitor = new MonitorConsole(standardInput, console.err());
    final LegacyDisplay display = new LegacyDisplay(console.err(), results, monitor, options);
    final TraceReport report = prepare(request).execute(display);
    return ExitStatus.ofRun(report).orElse(0);
  }

  private Run prepare(final LegacyRequest request) {
    if (options.destination.dontUseQemu) {
      return backend.prepareNative(
          request.workload(), InputStream.nullInputStream(), request.timeout());
    }
    final TraceRequest trace = request.trace(installation);
    return backend.prepare(trace);
  }
}
