package io.memtracer.host.posix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What {@code /proc/PID/stat} tells of a process.
 *
 * @param hasEnded whether it has, and only waits for its parent to ask how
 * @param isSuspended whether a signal or a debugger has stopped it
 * @param session the process id of its session's leader
 * @param startTicks when it started, in clock ticks since the machine's boot
 */
public record ProcessStat(boolean hasEnded, boolean isSuspended, long session, long startTicks) {

  /** Of the fields behind the program's name, counted from 0. */
  private static final int STATE = 0;

  private static final int SESSION = 3;
  private static final int START_TIME = 19;

  /** Zombies, and dead ones. */
  private static final String ENDED = "ZX";

  /** By a signal, by a debugger. */
  private static final String SUSPENDED = "Tt";

  /** Of a process; empty if there is none with that id. */
  public static Optional<ProcessStat> of(final long pid) {
    try {
      final String stat =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
      // The second field, the program's name, may hold anything: count from the last parenthesis.
      final String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
      return Optional.of(
          new ProcessStat(
              ENDED.contains(fields[STATE]),
              SUSPENDED.contains(fields[STATE]),
              Long.parseLong(fields[SESSION]),
              Long.parseLong(fields[START_TIME])));
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
