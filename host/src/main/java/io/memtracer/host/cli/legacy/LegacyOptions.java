package io.memtracer.host.cli.legacy;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What the predecessor could be told, unchecked. */
final class LegacyOptions {

  @Parameters(
      index = "0",
      paramLabel = "guest_image_path",
      description =
          "The guest's image, in qcow2. It is never written to. 'memtracer guest positionals'"
              + " prints all three for a guest that memtracer built.")
  String guestImagePath;

  @Parameters(
      index = "1",
      paramLabel = "snapshot_name",
      description = "The snapshot in it in which memtracer's agent waits for work.")
  String snapshotName;

  @Parameters(
      index = "2",
      paramLabel = "qemu_with_GMBEOO_path",
      description =
          "QEMU 9.1 or newer: qemu-system-x86_64 itself, or a directory that has it in itself, in"
              + " bin/ or in x86_64-softmmu/.")
  String qemuPath;

  @ArgGroup(multiplicity = "1")
  Workload workload;

  /** Where the workload is; exactly one. */
  static final class Workload {
    @Option(
        names = "--workload_path_on_guest",
        paramLabel = "PATH",
        description = "The workload is a program of the guest's.")
    String onGuest;

    @Option(
        names = "--workload_path_on_host",
        paramLabel = "PATH",
        description = "The workload is a file on this machine; it is sent to the guest.")
    String onHost;
  }

  @ArgGroup(multiplicity = "1")
  Destination destination;

  /** Where records go, if anywhere; exactly one. */
  static final class Destination {
    @Option(
        names = "--analysis_tool_path",
        paramLabel = "PATH",
        description =
            "Start this tool first, and write records to a FIFO that it is told; see below.")
    String analysisTool;

    @Option(
        names = "--trace_fifo_path",
        paramLabel = "PATH",
        description = "Write records to this FIFO; somebody else reads them.")
    String traceFifo;

    @Option(
        names = "--dont_trace",
        description = "Run the workload in the guest, but don't trace it.")
    boolean dontTrace;

    @Option(
        names = "--dont_use_qemu",
        description =
            "Run the workload on this machine, without QEMU: the three positionals may be any"
                + " words.")
    boolean dontUseQemu;
  }

  @Option(
      names = "--trace_only_CPL3_code_GMBE",
      description = "Trace accesses of user code (CPL 3) only.")
  boolean onlyCpl3;

  @Option(
      names = "--log_of_GMBE_block_len",
      paramLabel = "N",
      description = "Sample in blocks of 2^N accesses. Default: 0.")
  String blockLog2 = "0";

  @Option(
      names = "--log_of_GMBE_tracing_ratio",
      paramLabel = "N",
      description = "Trace one of 2^N blocks. Default: 0, which is all of them.")
  String ratioLog2 = "0";

  @ArgGroup(multiplicity = "0..1")
  Protocol protocol = new Protocol();

  /** Who says when tracing is to end; at most one. */
  static final class Protocol {
    @Option(
        names = "--timeout",
        paramLabel = "SECONDS",
        description = "Stop the workload after that time.")
    String timeout;

    @Option(
        names = "--dont_add_communications_with_host_to_workload",
        description =
            "The workload itself says what is to be known about it, when it is ready to be traced"
                + " and when tracing is to stop; see below.")
    boolean unwrapped;
  }

  @Option(
      names = "--print_trace_info",
      description = "Print how many accesses there were, and how many were traced.")
  boolean printTraceInfo;

  @Option(
      names = "--dont_use_nographic",
      description =
          "Open QEMU's window, if there is a display, and take monitor commands from standard"
              + " input while the workload runs.")
  boolean window;

  @Option(
      names = "--dont_exit_qemu_when_done",
      description =
          "Let the guest go on, untraced, when the results are printed, and take monitor commands"
              + " from standard input until 'quit' or Ctrl-C.")
  boolean stays;

  @Option(
      names = "--guest_RAM_in_MBs",
      paramLabel = "N",
      description =
          "The guest's memory, as it was when the snapshot was saved. Default: what a guest that"
              + " memtracer built has, and 2560 for others.")
  String ramMib;

  @Option(
      names = {"-v", "--verbose"},
      description = "Say on standard error what is being done.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this text and exit.")
  boolean help;
}
