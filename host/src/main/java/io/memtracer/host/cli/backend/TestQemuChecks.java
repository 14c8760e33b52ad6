package io.memtracer.host.cli.backend;

import io.memtracer.host.cli.backend.Backend.Check;
import io.memtracer.host.cli.backend.Backend.Check.State;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.StreamSupport;

/**
 * The QEMUs that {@code memtracer test} runs the known answers with besides the installed one, or
 * why it could not get them. Nothing is said before it has tried.
 *
 * @param directory where {@code .ci/unpack-qemu} leaves them
 */
record TestQemuChecks(Path directory) {

  private static final String SUBJECT = "QEMU of tests";
  private static final String UNPACKED = "[0-9]*";
  private static final String REASON = "not-to-be-had-";
  private static final String PROGRAM = "bin/qemu-system-x86_64";

  List<Check> checks() {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (DirectoryStream<Path> found =
        Files.newDirectoryStream(directory, "{" + UNPACKED + "," + REASON + "*}")) {
      return StreamSupport.stream(found.spliterator(), false)
          .sorted()
          .map(TestQemuChecks::check)
          .toList();
    } catch (IOException e) {
      throw TraceException.environment("can't look at " + directory + ": " + e, e);
    }
  }

  private static Check check(final Path entry) {
    return entry.getFileName().toString().startsWith(REASON)
        ? new Check(
            SUBJECT, State.POOR, reason(entry), "the tests with it are skipped, and nothing else")
        : new Check(SUBJECT, State.FINE, entry.resolve(PROGRAM).toString(), "");
  }

  private static String reason(final Path file) {
    try {
      return Files.readString(file).strip();
    } catch (IOException e) {
      return "can't be had, and why can't be read: " + e;
    }
  }
}
