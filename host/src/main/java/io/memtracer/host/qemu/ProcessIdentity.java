package io.memtracer.host.qemu;

import io.memtracer.host.posix.ProcessStat;
import java.io.IOException;
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

  /** This process. */
  static ProcessIdentity current() {
    return of(ProcessHandle.current().pid());
  }

  /** The process that has an id now. */
  static ProcessIdentity of(final long pid) {
    return new ProcessIdentity(
        currentNamespace(), pid, ProcessStat.of(pid).map(ProcessStat::startTicks).orElse(0L));
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
        && ProcessStat.of(pid)
            .map(stat -> stat.hasEnded() || stat.startTicks() != startTicks)
            .orElse(true);
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
