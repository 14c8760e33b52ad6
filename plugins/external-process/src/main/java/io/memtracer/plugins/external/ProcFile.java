package io.memtracer.plugins.external;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Reads files of /proc: also in a thread that was interrupted, where channels would not. */
final class ProcFile {

  static final Path PROC = Path.of("/proc");

  private ProcFile() {}

  static String read(final Path path) throws IOException {
    try (InputStream stream = new FileInputStream(path.toFile())) {
      return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }

  /** Of a file with lines {@code name: value}, one value; "0" if there is no such line. */
  static String field(final String file, final String name) {
    return file.lines()
        .filter(line -> line.startsWith(name))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElse("0");
  }

  static long number(final String file, final String name) {
    return Long.parseLong(field(file, name));
  }

  /** Whether a process runs; one that has ended and that its parent has not asked about doesn't. */
  static boolean isRunning(final ProcessHandle process) {
    if (!process.isAlive()) {
      return false;
    }
    try {
      return !isOver(read(PROC.resolve(process.pid() + "/status")));
    } catch (IOException endedOrHidden) {
      return process.isAlive();
    }
  }

  /** Whether a status file is that of a thread or process that has ended. */
  static boolean isOver(final String status) {
    final String state = field(status, "State:");
    return state.startsWith("Z") || state.startsWith("X");
  }
}
