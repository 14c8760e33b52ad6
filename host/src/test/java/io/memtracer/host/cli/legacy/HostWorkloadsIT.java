package io.memtracer.host.cli.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.posix.Posix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Workloads as the predecessor's users have them, which the default guest has nothing for: scripts
 * for bash and dynamic programs. Bash and libraries are this machine's.
 */
@Timeout(120)
final class HostWorkloadsIT {

  private static final String UNWRAPPED = "--dont_add_communications_with_host_to_workload";

  @TempDir private static Path directory;
  private static LegacyGuest guest;
  private static String tool;

  private LegacyHarness harness;

  @BeforeAll
  static void prepare() throws IOException {
    guest = LegacyGuest.in(directory);
    tool = guest.compile("tools/count-elements.c", "-g");
  }

  @AfterAll
  static void close() {
    guest.close();
  }

  private void run(final String workload, final String... options) {
    harness = guest.harness("");
    final String[] arguments = guest.arguments(options);
    final String[] all = new String[arguments.length + 2];
    System.arraycopy(arguments, 0, all, 0, arguments.length);
    all[arguments.length] = "--workload_path_on_host";
    all[arguments.length + 1] = workload;
    assertEquals(0, harness.run(all), () -> harness.err());
  }

  private static String script(final String name, final String text) throws IOException {
    final Path file = Files.writeString(directory.resolve(name), "#!/bin/bash\n\n" + text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"))
        .toString();
  }

  private long number(final String name) {
    final Matcher line =
        Pattern.compile("^" + name + ": ([0-9]+)$", Pattern.MULTILINE).matcher(harness.out());
    assertTrue(line.find(), () -> name + " isn't in: " + harness.out());
    return Long.parseLong(line.group(1));
  }

  @Test
  void aScriptThatDoesNothing() throws IOException {
    run(script("nothing.bash", "# nothing\n"), "--analysis_tool_path", tool, "--print_trace_info");
    assertTrue(harness.out().startsWith("tracing_duration_in_milliseconds: "), harness::out);
    assertTrue(number("records of CPL 3") > 0);
    assertEquals(number("num_of_events_written_to_trace_buf"), number("records"));
  }

  /** The shell waits for a program that it started, which is ended with it. */
  @Test
  void aScriptThatSleepsForEver() throws IOException {
    final String workload = script("sleep.bash", "sleep 1000000\n");
    run(workload, "--analysis_tool_path", tool, "--timeout", "2", "--print_trace_info");
    final long traced = number("tracing_duration_in_milliseconds");
    assertTrue(traced >= 2000 && traced < 20_000, harness::out);
    assertEquals(number("num_of_events_written_to_trace_buf"), number("records"));
  }

  /** Not a shell that the guest has: arrays, a prompt of read's own, one key. */
  @Test
  void aScriptThatSaysWhenItIsReady() throws IOException {
    final String workload =
        script(
            "ready.bash",
            """
            info=(1000 "${BASH##*/}" "${PWD// /_}" "$(id -u)")
            echo '-----begin workload info-----'
            printf '%s\\n' "${info[@]}"
            echo '-----end workload info-----'
            echo 'Ready to trace. Press enter to continue'
            read -r -n1
            [[ -z $REPLY ]] && echo 'Stop tracing'
            """);
    run(workload, "--analysis_tool_path", tool, UNWRAPPED);
    final String pieces =
        "argv[2]='1000'\nargv[3]='bash'\nargv[4]='%s'\nargv[5]='%s'\n"
            .formatted(
                Path.of("").toAbsolutePath().toString().replace(' ', '_'), Posix.effectiveUserId());
    assertTrue(harness.out().endsWith(pieces), harness::out);
  }

  /** As a shell runs it. */
  @Test
  void aScriptThatDoesNotSayForWhichShell() throws IOException {
    final Path file =
        Files.writeString(directory.resolve("plain"), "echo said by a plain script\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    run(file.toString(), "--dont_trace");
    assertTrue(harness.err().contains("said by a plain script\n"), harness::err);
  }

  @Test
  void aDynamicProgram() throws IOException {
    run(
        guest.compile("workloads/announced-count.c", "-g"),
        UNWRAPPED,
        "--analysis_tool_path",
        tool);
    assertTrue(harness.out().startsWith("workload info:\n0x100000000000\n"), harness::out);
    assertEquals(50, number("least loads of an element"));
    assertEquals(50, number("most stores of an element"));
  }
}
