package io.memtracer.host.cli.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.Sampling;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.TextBlock;
import io.memtracer.host.cli.FakeBackend;
import io.memtracer.host.posix.Posix;
import io.memtracer.host.session.request.AnalyzerRequest;
import io.memtracer.host.session.request.GuestChoice;
import io.memtracer.host.session.request.OnFull;
import io.memtracer.host.session.request.Operator;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.AnalyzerFailure;
import io.memtracer.host.status.AnalyzerOutcome;
import io.memtracer.host.status.TraceCounters;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import io.memtracer.host.status.WorkloadExit.How;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The predecessor's arguments, and what becomes of them. */
final class LegacyCommandTest {

  private static final String UNWRAPPED = "--dont_add_communications_with_host_to_workload";

  private final FakeBackend backend = new FakeBackend();

  @TempDir private Path directory;
  private String image;
  private String qemu;
  private String tool;
  private String workload;
  private String fifo;
  private LegacyHarness harness;

  @BeforeEach
  void makeFiles() throws IOException {
    directory = directory.toRealPath();
    image = file("guest.qcow2");
    tool = file("tool");
    workload = file("workload");
    qemu = Files.createDirectory(directory.resolve("qemu")).toString();
    fifo = directory.resolve("fifo").toString();
    Posix.mkfifo(Path.of(fifo));
    harness = new LegacyHarness(backend, directory, "");
  }

  private String file(final String name) throws IOException {
    return Files.createFile(directory.resolve(name)).toString();
  }

  @Test
  void makesTheRequestThatTraceWouldMake() {
    assertEquals(0, run("--workload_path_on_host", workload, "--analysis_tool_path", tool));
    final TraceRequest request = backend.requests.get(0);
    assertEquals(new WorkloadSpec(workload, List.of(), false), request.workload());
    assertTrue(request.traced());
    assertEquals(List.of(AnalyzerRequest.tool(tool)), request.analyzers());
    assertEquals(Optional.empty(), request.fifo());
    assertFalse(request.userOnly());
    assertEquals(Sampling.ALL, request.sampling());
    assertEquals(Optional.empty(), request.timeout());
    assertEquals(OnFull.WAIT, request.onFull());
    assertEquals(
        new GuestChoice.InImage(Path.of(image), "ready", OptionalInt.empty()), request.guest());
    assertEquals(Operator.NONE, request.operator());
    assertEquals(Optional.empty(), request.transport());
    assertEquals(Optional.of(Path.of(qemu)), request.qemu());
  }

  @Test
  void takesEveryOption() {
    run(
        "--workload_path_on_guest=/bin/ls",
        "--trace_fifo_path",
        fifo,
        "--trace_only_CPL3_code_GMBE",
        "--log_of_GMBE_block_len",
        "3",
        "--log_of_GMBE_tracing_ratio=61",
        "--timeout",
        "4",
        "--print_trace_info",
        "--dont_exit_qemu_when_done",
        "--guest_RAM_in_MBs",
        "1024",
        "-v");
    final TraceRequest request = backend.requests.get(0);
    assertEquals(new WorkloadSpec("/bin/ls", List.of(), true), request.workload());
    assertEquals(List.of(), request.analyzers());
    assertEquals(Optional.of(Path.of(fifo)), request.fifo());
    assertTrue(request.userOnly());
    assertEquals(new Sampling(3, 61), request.sampling());
    assertEquals(Optional.of(Duration.ofSeconds(4)), request.timeout());
    assertEquals(new Operator(false, true), request.operator());
    assertEquals(
        new GuestChoice.InImage(Path.of(image), "ready", OptionalInt.of(1024)), request.guest());
    assertTrue(harness.err().contains("memory_tracer: restoring the guest\n"), harness.err());
  }

  @Test
  void takesPositionalsBetweenOptionsAndOptionsByTheirBeginnings() {
    final int status =
        harness.run(
            image, "--workload_path_on_h", workload, "ready", "--dont_t", qemu, "--time=0.25");
    assertEquals(0, status, harness.err());
    assertFalse(backend.requests.get(0).traced());
    assertEquals(Optional.of(Duration.ofMillis(250)), backend.requests.get(0).timeout());
    assertEquals(2, harness.run(image, "ready", qemu, "--workload_path", workload, "--dont_t"));
    assertEquals(
        "memory_tracer: ambiguous option: --workload_path could match --workload_path_on_guest,"
            + " --workload_path_on_host\n",
        harness.err().substring(harness.err().indexOf("memory_tracer: amb")));
  }

  @Test
  void findsWhatAGuestIsBesideItsImageThroughLinks() throws IOException {
    final Path link = Files.createSymbolicLink(directory.resolve("link.qcow2"), Path.of(image));
    harness.run(link.toString(), "ready", qemu, "--workload_path_on_guest", "x", "--dont_trace");
    assertEquals(
        new GuestChoice.InImage(Path.of(image), "ready", OptionalInt.empty()),
        backend.requests.get(0).guest());
  }

  @Test
  void waitsForUnwrappedWorkloadsToBeReady() {
    run("--workload_path_on_host", workload, "--analysis_tool_path", tool, UNWRAPPED);
    assertEquals(
        Optional.of(Duration.ofHours(1)), backend.requests.get(0).workload().readyWithin());
  }

  @Test
  void runsNativelyWithoutLookingAtThePositionals() {
    assertEquals(
        0,
        harness.run(
            "a", "b", "c", "--dont_use_qemu", "--workload_path_on_host", workload, "--timeout=4"));
    final WorkloadSpec spec = new WorkloadSpec(workload, List.of(), false);
    assertEquals(List.of("native " + spec + " Optional[PT4S]"), backend.calls);
    assertEquals("tracing_duration_in_milliseconds: 1000\n", harness.out());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "IMAGE|nowhere|guest_image_path must be a file path, but nowhere isn't.",
        "IMAGE|/tmp|guest_image_path must be a file path, but /tmp isn't.",
        "QEMU|nowhere|qemu_with_GMBEOO_path must be a dir path, but nowhere isn't.",
        "QEMU|/etc/passwd|qemu_with_GMBEOO_path must be a dir path, but /etc/passwd isn't.",
        "WORKLOAD|no/where|workload_path_on_host must be a file path, but no/where isn't.",
        "TOOL|no/where|analysis_tool_path must be a file path, but no/where isn't.",
      })
  void saysWhatMustBeAPath(final String which, final String value, final String error) {
    final List<String> arguments =
        new ArrayList<>(List.of(image, "ready", qemu, "--workload_path_on_host", workload));
    arguments.addAll(List.of("--analysis_tool_path", tool));
    arguments.set(List.of("IMAGE", "", "QEMU", "", "WORKLOAD", "", "TOOL").indexOf(which), value);
    assertEquals(2, harness.run(arguments.toArray(String[]::new)));
    assertFails(error);
  }

  @Test
  void saysWhatMustBeAFifo() {
    assertEquals(2, run("--workload_path_on_guest", "x", "--trace_fifo_path", "/home"));
    assertFails("trace_fifo_path must be a fifo path, but /home isn't.");
  }

  @Test
  void wantsAFileToRunNativelyToo() {
    harness.run("a", "b", "c", "--dont_use_qemu", "--workload_path_on_guest", "/no/where");
    assertFails("workload_path_on_guest must be a file path, but /no/where isn't.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "-1|4|log_of_GMBE_block_len must be in range [0, 64], but -1 isn't.",
        "65|4|log_of_GMBE_block_len must be in range [0, 64], but 65 isn't.",
        "4|-1|log_of_GMBE_tracing_ratio must be in range [0, 64], but -1 isn't.",
        "4|65|log_of_GMBE_tracing_ratio must be in range [0, 64], but 65 isn't.",
        "32|33|log_of_GMBE_block_len + log_of_GMBE_tracing_ratio must be in range [0, 64],"
            + " but 32 + 33 = 65 isn't.",
        "x|1|log_of_GMBE_block_len must be a whole number, but x isn't.",
      })
  void saysWhatMustBeInRange(final String block, final String ratio, final String error) {
    assertEquals(
        2,
        run(
            "--workload_path_on_host",
            workload,
            "--dont_trace",
            "--log_of_GMBE_block_len",
            block,
            "--log_of_GMBE_tracing_ratio",
            ratio));
    assertFails(error);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--timeout|0|timeout must be a number of seconds above 0, but 0 isn't.",
        "--timeout|-4|timeout must be a number of seconds above 0, but -4 isn't.",
        "--timeout|4s|timeout must be a number of seconds above 0, but 4s isn't.",
        "--guest_RAM_in_MBs|0|guest_RAM_in_MBs must be a whole number above 0, but 0 isn't.",
        "--guest_RAM_in_MBs|2G|guest_RAM_in_MBs must be a whole number above 0, but 2G isn't.",
      })
  void saysWhatMustBeANumber(final String option, final String value, final String error) {
    assertEquals(2, run("--workload_path_on_guest", "x", "--dont_trace", option, value));
    assertFails(error);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--dont_trace",
        "--workload_path_on_guest x",
        "--workload_path_on_guest x --workload_path_on_host y --dont_trace",
        "--workload_path_on_guest x --dont_trace --dont_use_qemu",
        "--workload_path_on_guest x --dont_trace --analysis_tool_path y",
        "--workload_path_on_guest x --analysis_tool_path y --trace_fifo_path z",
        "--workload_path_on_guest x --dont_trace --timeout 4 " + UNWRAPPED,
        "--workload_path_on_guest x --dont_trace one-too-many",
        "--workload_path_on_guest x --dont_trace --no_such_option",
      })
  void takesExactlyOneOfWhatExcludesEachOther(final String arguments) {
    assertEquals(2, run(arguments.split(" ")));
    assertTrue(backend.requests.isEmpty());
    assertEquals("", harness.out());
    assertTrue(
        harness.err().endsWith("memory_tracer: 'memory_tracer --help' tells what there is\n"));
  }

  @Test
  void printsWhatThePredecessorPrinted() {
    backend.info = "0x1000 two\nthree";
    backend.outcomes = List.of(outcome(Optional.of("a: 1\nb: 2"), Optional.empty()));
    backend.counters = new TraceCounters(1_110_901, 69_432, 69_432, 0, 0, 0);
    backend.recordsRead = 69_432;
    backend.exit = new WorkloadExit(How.EXITED, 3);
    final int status =
        run(
            "--workload_path_on_host",
            workload,
            "--analysis_tool_path",
            tool,
            "--print_trace_info");
    assertEquals(0, status);
    assertEquals(
        "workload info:\n"
            + "0x1000 two\nthree\n"
            + "tracing_duration_in_milliseconds: 1000\n"
            + "analysis output:\n"
            + "a: 1\nb: 2\n"
            + "trace info:\n"
            + "num_of_GMBE_events_since_enabling_GMBEOO: 1110901\n"
            + "num_of_events_written_to_trace_buf: 69432\n"
            + "actual_tracing_ratio (i.e. num_of_GMBE_events_since_enabling_GMBEOO /"
            + " num_of_events_written_to_trace_buf): 16\n",
        harness.out());
    assertEquals("out\nerr\nmemory_tracer: the workload ended with status 3\n", harness.err());
  }

  @Test
  void printsNoInfoThatIsBlankAndNoTraceInfoUnasked() {
    backend.info = " \n";
    run("--workload_path_on_host", workload, "--trace_fifo_path", fifo);
    assertEquals("tracing_duration_in_milliseconds: 1000\n", harness.out());
  }

  @Test
  void printsNoTraceInfoOfAnUntracedRun() {
    run("--workload_path_on_host", workload, "--dont_trace", "--print_trace_info");
    assertEquals("tracing_duration_in_milliseconds: 1000\n", harness.out());
  }

  @Test
  void callsAttentionToWhatIsMissing() {
    backend.counters = new TraceCounters(10, 10, 7, 2, 0, 0);
    final StringBuilder expected = new StringBuilder("tracing_duration_in_milliseconds: 1000\n");
    expected
        .append("trace info:\nnum_of_GMBE_events_since_enabling_GMBEOO: 10\n")
        .append("num_of_events_written_to_trace_buf: 7\n")
        .append("actual_tracing_ratio (i.e. num_of_GMBE_events_since_enabling_GMBEOO /")
        .append(" num_of_events_written_to_trace_buf): 1\n")
        .append("ATTENTION: num_of_events_waiting_in_trace_buf: 1\n")
        .append("ATTENTION: num_of_dropped_events: 2\n");
    run("--workload_path_on_host", workload, "--trace_fifo_path", fifo, "--print_trace_info");
    assertEquals(expected.toString(), harness.out());
  }

  @Test
  void printsNoRatioOfNothing() {
    backend.counters = TraceCounters.ZERO;
    backend.recordsRead = 0;
    run("--workload_path_on_host", workload, "--trace_fifo_path", fifo, "--print_trace_info");
    assertTrue(harness.out().endsWith("num_of_events_written_to_trace_buf: 0\n"), harness.out());
  }

  @Test
  void printsNoResultsIfTheToolFailed() {
    backend.outcomes = List.of(outcome(Optional.empty(), Optional.of("tool x failed: why")));
    assertEquals(4, run("--workload_path_on_host", workload, "--analysis_tool_path", tool));
    assertEquals("", harness.out());
    assertEquals("out\nerr\nmemory_tracer: tool x failed: why\n", harness.err());
  }

  @Test
  void printsNoResultsOfHalfATrace() {
    backend.incomplete = Optional.of("QEMU ended");
    assertEquals(5, run("--workload_path_on_host", workload, "--trace_fifo_path", fifo));
    assertEquals("", harness.out());
    assertEquals("out\nerr\nmemory_tracer: the trace is incomplete: QEMU ended\n", harness.err());
  }

  @Test
  void saysWhyThereIsNothing() {
    backend.failure = TraceException.guest("no guest");
    assertEquals(5, run("--workload_path_on_host", workload, "--dont_trace"));
    assertEquals("memory_tracer: no guest\n", harness.err());
  }

  @Test
  void explainsEveryOption() {
    assertEquals(0, harness.run("--help"));
    for (final String option :
        List.of(
            "--workload_path_on_guest",
            "--workload_path_on_host",
            "--analysis_tool_path",
            "--trace_fifo_path",
            "--dont_trace",
            "--dont_use_qemu",
            "--trace_only_CPL3_code_GMBE",
            "--log_of_GMBE_block_len",
            "--log_of_GMBE_tracing_ratio",
            "--timeout",
            UNWRAPPED,
            "--print_trace_info",
            "--dont_use_nographic",
            "--dont_exit_qemu_when_done",
            "--guest_RAM_in_MBs",
            "-v, --verbose",
            "-h, --help")) {
      assertTrue(harness.out().contains("  " + option), option);
    }
    assertEquals("", harness.err());
  }

  private int run(final String... options) {
    final List<String> arguments = new ArrayList<>(List.of(image, "ready", qemu));
    arguments.addAll(List.of(options));
    return harness.run(arguments.toArray(String[]::new));
  }

  private void assertFails(final String error) {
    assertEquals("memory_tracer: " + error + "\n", harness.err());
    assertEquals("", harness.out());
    assertTrue(backend.requests.isEmpty());
  }

  private static AnalyzerOutcome outcome(
      final Optional<String> output, final Optional<String> failure) {
    return new AnalyzerOutcome(
        "tool",
        "external-process",
        "1.0.0",
        Map.of(),
        7,
        0,
        0,
        output.map(
            text ->
                AnalysisResult.of(
                    Section.of("output", "tool", new TextBlock("output", "Output", text)))),
        failure.map(text -> new AnalyzerFailure("onEnd", 7, TraceException.analyzer(text, null))));
  }
}
