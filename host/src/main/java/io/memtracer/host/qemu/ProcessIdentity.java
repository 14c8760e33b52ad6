package io.memtracer.host.qemu;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which process something belongs to, for good: process ids are used again, and mean something else
 * in another container.
 *
 * @param namespace the PID namespace in which the id counts
 * @param pid the process id
 * @param startTicks when it started, in clock ticks since the machine's boot
 */
record ProcessIdentity(long namespace, long pid, long startTicks) {

  private static final Pattern TEXT = Pattern.compile("(\\d{1,18})-(\\d{1,18})-(\\d{1,18})");
  private static final Pattern NAMESPACE = Pattern.compile("pid:\\[(\\d{1,18})]");

  /** Of what /proc tells of a process, counted from 0 behind its program's name. */
  private static final int STATE = 0;

  private static final int START_TIME = 19;

  /** States of processes that have ended, though nobody has asked how: zombies, and dead ones. */
  private static final String ENDED = "ZX";

  /** This process. */
  static ProcessIdentity current() {
    return of(ProcessHandle.current().pid());
  }

  /** The process that has an id now. */
  static ProcessIdentity of(final long pid) {
    return new ProcessIdentity(
        currentNamespace(), pid, status(pid).map(ProcessIdentity::startTicks).orElse(0L));
  }

  /** Reads what {@link #toString()} wrote. */
  static Optional<ProcessIdentity> parse(final String text) {
    final Matcher matcher = TEXT.matcher(text);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    return Optional.of(
        new ProcessIdentity(
            Long.parseLong(matcher.group(1)),
            Long.parseLong(matcher.group(2)),
            Long.parseLong(matcher.group(3))));
  }

  /** Whether it surely has ended; false also if it can't be known from here. */
  boolean isDead() {
    return namespace == currentNamespace()
        && status(pid)
            .map(status -> ENDED.contains(status[STATE]) || startTicks(status) != startTicks)
            .orElse(true);
  }

  private static long startTicks(final String[] status) {
    return Long.parseLong(status[START_TIME]);
  }

  private static Optional<String[]> status(final long pid) {
    try {
      final String stat =
          Files.readString(
              Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
      // The second field, the program's name, may hold anything: count from the last parenthesis.
      return Optional.of(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static long currentNamespace() {
    try {
      final String link = Files.readSymbolicLink(Path.of("/proc/self/ns/pid")).toString();
      final Matcher matcher = NAMESPACE.matcher(link);
      return matcher.matches() ? Long.parseLong(matcher.group(1)) : 0;
    } catch (IOException e) {
      return 0;
    }
  }

  @Override
  public String toString() {
    return namespace + "-" + pid + "-" + startTicks;
  }
}
