package io.memtracer.host.cli.workload;

import io.memtracer.host.report.Harmless;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Looks at a program of this machine before it is sent anywhere. */
public final class WorkloadFiles {

  private static final String INTERPRETER = "#!";

  /** As much as Linux reads of a script to find its interpreter. */
  private static final int FIRST_LINE_BYTES = 256;

  private WorkloadFiles() {}

  /** Refuses an empty name, which would be taken for the directory that one is in. */
  public static void requireNamed(final String path) {
    if (path.isEmpty()) {
      throw TraceException.user("the workload's name is empty");
    }
  }

  /**
   * Refuses a script for whose interpreter the guest would look in vain, and say that the script
   * isn't there.
   */
  public static void requireLineEnds(final Path file) {
    final String first = firstLine(file);
    if (first.startsWith(INTERPRETER) && first.endsWith("\r")) {
      throw TraceException.user(
          ("the lines of the script %s end with CR LF, so its interpreter would be '%s': take the"
                  + " CRs away, as with 'sed -i s/\\\\r$// FILE'")
              .formatted(
                  file, Harmless.line(first.substring(INTERPRETER.length()).strip() + "\r")));
    }
  }

  private static String firstLine(final Path file) {
    try (InputStream in = Files.newInputStream(file)) {
      final String beginning =
          new String(in.readNBytes(FIRST_LINE_BYTES), StandardCharsets.ISO_8859_1);
      final int end = beginning.indexOf('\n');
      return end < 0 ? "" : beginning.substring(0, end);
    } catch (IOException e) {
      throw TraceException.user("the workload " + file + " can't be read: " + e.getMessage());
    }
  }
}
