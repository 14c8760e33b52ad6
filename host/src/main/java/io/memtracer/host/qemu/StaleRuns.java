package io.memtracer.host.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Removes what processes left behind that were killed before they could do it themselves. */
final class StaleRuns {

  private static final long KILL_TIMEOUT_SECONDS = 2;

  private StaleRuns() {}

  /** Removes the run directories of dead processes in a directory that is ours. */
  static void sweep(final Path base, final String prefix) {
    try (DirectoryStream<Path> runs = Files.newDirectoryStream(base, prefix + "*")) {
      for (final Path run : runs) {
        if (isStale(run, prefix)) {
          remove(run);
        }
      }
    } catch (IOException e) {
      // Another process is sweeping, too, or can't be helped: leftovers harm nobody.
      return;
    }
  }

  private static boolean isStale(final Path run, final String prefix) {
    final String name = run.getFileName().toString();
    final int dot = name.indexOf('.');
    return dot > 0
        && Files.isDirectory(run, LinkOption.NOFOLLOW_LINKS)
        && ProcessIdentity.parse(name.substring(prefix.length(), dot))
            .map(ProcessIdentity::isDead)
            .orElse(false);
  }

  private static void remove(final Path run) throws IOException {
    final String inRun = run + "/";
    ProcessHandle.allProcesses()
        .filter(process -> mentions(process, inRun))
        .forEach(StaleRuns::kill);
    FileTree.delete(run);
  }

  /** Whether a QEMU was given a path in that directory: no other process can have been. */
  private static boolean mentions(final ProcessHandle process, final String inRun) {
    try {
      final String[] arguments =
          Files.readString(
                  Path.of("/proc", Long.toString(process.pid()), "cmdline"),
                  StandardCharsets.ISO_8859_1)
              .split("\0", -1);
      if (!arguments[0].contains("qemu-system-")) {
        return false;
      }
      for (final String argument : arguments) {
        if (argument.contains(inRun)) {
          return true;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  private static void kill(final ProcessHandle process) {
    if (!process.destroyForcibly()) {
      return;
    }
    try {
      process.onExit().get(KILL_TIMEOUT_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      return;
    }
  }
}
