package io.memtracer.cluster;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Records what a real guest does, as a user would: by the program. */
final class GuestTrace {

  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private GuestTrace() {}

  /** Two vCPUs, four threads, phases of each, in several chunks. */
  static Path record(final Path directory) throws IOException, InterruptedException {
    final Path program = directory.resolve("marked");
    output(
        List.of(
            "gcc",
            "-O2",
            "-static",
            "-pthread",
            "-o",
            program.toString(),
            ROOT.resolve("host/src/test/workloads/marked.c").toString()));
    final Path trace = directory.resolve("marked.mtrace");
    memtracer(
        "record",
        "--vcpus",
        "2",
        "--quiet",
        "-o",
        trace.toString(),
        "--",
        program.toString(),
        "1200",
        "3");
    return trace;
  }

  /** What a command of memtracer prints. */
  static String memtracer(final String... arguments) throws IOException, InterruptedException {
    final List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "--add-opens",
                "java.base/jdk.internal.misc=ALL-UNNAMED",
                "-Xmx1g",
                "-Dslf4j.provider=org.slf4j.nop.NOPServiceProvider",
                "-Dmemtracer.home=" + ROOT,
                "-cp",
                System.getProperty("java.class.path"),
                "io.memtracer.host.cli.Main"));
    command.addAll(List.of(arguments));
    return output(command);
  }

  private static String output(final List<String> command)
      throws IOException, InterruptedException {
    final Path log = Files.createTempFile("memtracer-test-", ".log");
    try {
      final Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      final int status = process.waitFor();
      final String output = Files.readString(log, StandardCharsets.UTF_8);
      if (status != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " ended with " + status + ": " + output);
      }
      return output;
    } finally {
      Files.delete(log);
    }
  }
}
