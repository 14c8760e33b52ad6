package io.memtracer.host.cli.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.posix.Posix;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What the predecessor's users rely on, with real guests, a workload of known behaviour and a tool
 * in C that knows nothing of memtracer.
 */
@Timeout(60)
final class KnownAnswersIT {

  private static final int PASSES = 50;
  private static final int ELEMENTS = 10_000;
  private static final String UNWRAPPED = "--dont_add_communications_with_host_to_workload";

  @TempDir private static Path directory;
  private static LegacyGuest guest;
  private static String counting;
  private static String tool;

  private LegacyHarness harness;

  @BeforeAll
  static void prepare() throws IOException {
    guest = LegacyGuest.in(directory);
    counting = guest.compile("workloads/announced-count.c", "-static");
    tool = guest.compile("tools/count-elements.c", "-g");
  }

  @AfterAll
  static void close() {
    guest.close();
  }

  @Test
  void countsEveryLoadAndStoreOfEveryElement() {
    runCounting("--analysis_tool_path", tool, "--print_trace_info");
    assertTrue(
        harness
            .out()
            .matches(
                "workload info:\n0x100000000000\n"
                    + "tracing_duration_in_milliseconds: [0-9]+\n"
                    + "analysis output:\nleast loads of an element: (?s).*"
                    + "argv\\[2]='0x100000000000'\n"
                    + "trace info:\nnum_of_GMBE_events_since_enabling_GMBEOO: ([0-9]+)\n"
                    + "num_of_events_written_to_trace_buf: \\1\n"
                    + "actual_tracing_ratio \\(i.e. num_of_GMBE_events_since_enabling_GMBEOO /"
                    + " num_of_events_written_to_trace_buf\\): 1\n"),
        harness.out());
    assertEveryElementIsCounted();
    assertEquals(number("records"), number("num_of_events_written_to_trace_buf"));
    assertTrue(number("records of other CPLs") > 0);
  }

  @Test
  void tracesNoOtherCplIfToldSo() {
    runCounting("--analysis_tool_path", tool, "--print_trace_info", "--trace_only_CPL3_code_GMBE");
    assertEveryElementIsCounted();
    assertEquals(0, number("records of other CPLs"));
    assertEquals(number("records of CPL 3"), number("num_of_GMBE_events_since_enabling_GMBEOO"));
  }

  private void assertEveryElementIsCounted() {
    for (final String kind : List.of("loads", "stores")) {
      assertEquals(PASSES, number("least " + kind + " of an element"));
      assertEquals(PASSES, number("most " + kind + " of an element"));
    }
  }

  @ParameterizedTest
  @CsvSource({"3, 4, 16", "4, 3, 8", "61, 3, 1", "64, 0, 1"})
  void samplesBlocks(final int block, final int ratio, final long expectedRatio) {
    sample(block, ratio);
    assertEquals(expectedRatio, ratio());
    assertEquals(number("num_of_events_written_to_trace_buf"), number("records"));
    final long seen = number("num_of_GMBE_events_since_enabling_GMBEOO");
    assertTrue(seen > 2L * PASSES * ELEMENTS);
    if (expectedRatio > 1) {
      final long period = expectedRatio << block;
      final long begun = Math.min(seen % period, 1L << block);
      assertEquals(((seen / period) << block) + begun, number("records"));
    }
  }

  @ParameterizedTest
  @CsvSource({"0, 64, 1", "3, 61, 8"})
  void samplesOnlyTheFirstBlock(final int block, final int ratio, final long events) {
    sample(block, ratio);
    assertEquals(events, number("num_of_events_written_to_trace_buf"));
    assertEquals(events, number("records"));
    assertEquals(number("num_of_GMBE_events_since_enabling_GMBEOO") / events, ratio());
  }

  private void sample(final int block, final int ratio) {
    runCounting(
        "--analysis_tool_path",
        tool,
        "--print_trace_info",
        "--log_of_GMBE_block_len=" + block,
        "--log_of_GMBE_tracing_ratio=" + ratio);
  }

  @Test
  void writesToTheUsersFifoWhatTheUsersToolReads() throws IOException, InterruptedException {
    final Path fifo = directory.resolve("user-fifo");
    Posix.mkfifo(fifo);
    final Path output = directory.resolve("user-output");
    final Process reader =
        new ProcessBuilder(tool, fifo.toString(), "100000000000")
            .redirectOutput(output.toFile())
            .start();
    try {
      runCounting("--trace_fifo_path", fifo.toString(), "--print_trace_info");
      assertTrue(reader.waitFor(20, TimeUnit.SECONDS));
    } finally {
      reader.destroyForcibly();
    }
    final long written = number("num_of_events_written_to_trace_buf");
    final String read = Files.readString(output, StandardCharsets.UTF_8);
    assertTrue(read.contains("\nrecords: " + written + "\n"), read + harness.out());
    assertTrue(read.contains("least stores of an element: " + PASSES + "\n"), read);
  }

  @Test
  void passesInfoOnAsArgumentsWhateverIsInIt() throws IOException {
    final Path script = directory.resolve("wild.sh");
    Files.writeString(
        script,
        "#!/bin/sh\nprintf -- '-----begin workload info----- \\t\\n1000  a\\t\\tb\\n\\n"
            + "$(touch /tmp/x) `y` ;c|d *\\v\\f -----end workload info-----\\n'\n"
            + "printf 'Ready to trace. Press enter to continue'\n"
            + "read x\necho Stop tracing\n");
    run("--workload_path_on_host", script.toString(), "--analysis_tool_path", tool, UNWRAPPED);
    final StringBuilder expected = new StringBuilder();
    final List<String> pieces = List.of("1000", "a", "b", "$(touch", "/tmp/x)", "`y`", ";c|d", "*");
    for (int i = 0; i < pieces.size(); i++) {
      expected.append("argv[").append(i + 2).append("]='").append(pieces.get(i)).append("'\n");
    }
    assertTrue(harness.out().endsWith(expected.toString()), harness.out());
    assertTrue(harness.out().startsWith("workload info:\n1000  a\t\tb\n\n$(touch"), harness.out());
  }

  @Test
  void runsUntracedAndNatively() {
    runCounting("--dont_trace", "--print_trace_info");
    final String lines =
        "workload info:\n0x100000000000\ntracing_duration_in_milliseconds: [0-9]+\n";
    assertTrue(harness.out().matches(lines), harness.out());
    runCounting("--dont_use_qemu", "--print_trace_info");
    assertTrue(harness.out().matches(lines), harness.out());
  }

  @Test
  void letsTheGuestGoOnAndListensToItsUser() {
    harness = guest.harness("info status\nquit\n");
    final String[] arguments =
        guest.arguments(
            "--workload_path_on_guest",
            "/bin/true",
            "--analysis_tool_path",
            tool,
            "--dont_exit_qemu_when_done");
    assertEquals(0, harness.run(arguments), harness.err());
    assertTrue(harness.out().contains("\nanalysis output:\n"), harness.out());
    assertTrue(harness.err().contains("(qemu) VM status: running\n"), harness.err());
  }

  /** In the words of the QEMU that is there, with a status that says that the user can mend it. */
  @Test
  void refusesImagesThatAreNone() throws IOException {
    final Path raw = Files.write(directory.resolve("raw.img"), new byte[1 << 16]);
    assertEquals(2, runImage(raw.toString(), "ready"), harness.err());
    assertTrue(harness.err().contains(" must be a qcow2 image, and isn't: "), harness.err());
    final Path copy = directory.resolve("without.qcow2");
    Files.copy(Path.of(guest.positionals().get(0)), copy);
    assertEquals(2, runImage(copy.toString(), "no-such"), harness.err());
    assertTrue(harness.err().contains(" has no snapshot 'no-such': "), harness.err());
  }

  private int runImage(final String image, final String snapshot) {
    harness = guest.harness("");
    return harness.run(
        image,
        snapshot,
        guest.positionals().get(2),
        "--workload_path_on_guest",
        "/bin/true",
        "--analysis_tool_path",
        tool);
  }

  private void runCounting(final String... options) {
    final List<String> arguments =
        new ArrayList<>(List.of("--workload_path_on_host", counting, UNWRAPPED));
    arguments.addAll(List.of(options));
    run(arguments.toArray(String[]::new));
  }

  private void run(final String... options) {
    harness = guest.harness("");
    assertEquals(0, harness.run(guest.arguments(options)), harness.err());
  }

  private long ratio() {
    return number(
        "actual_tracing_ratio \\(i\\.e\\. num_of_GMBE_events_since_enabling_GMBEOO /"
            + " num_of_events_written_to_trace_buf\\)");
  }

  private long number(final String name) {
    final Matcher line =
        Pattern.compile("^" + name + ": ([0-9]+)$", Pattern.MULTILINE).matcher(harness.out());
    assertTrue(line.find(), name + " isn't in: " + harness.out());
    return Long.parseLong(line.group(1));
  }
}
