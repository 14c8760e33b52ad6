package io.memtracer.host.session.workload;

import io.memtracer.host.posix.Posix;
import io.memtracer.host.posix.ProcessStat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** The processes of a session, whose leader is a child of ours. */
final class ProcessSession {

  private static final int MAX_ROUNDS = 1000;
  private static final long PAUSE_NANOS = 1_000_000;

  private ProcessSession() {}

  /**
   * Kills the leader with its descendants, then all that call the session theirs: what lost its
   * parent is found that way, too. Repeated while any are left, since they may be starting others.
   *
   * <p>The leader is killed by its handle: {@link Process#destroyForcibly} also closes its streams,
   * and with them what it has written and nobody has read yet, even if it ended long ago.
   */
  static void kill(final Process leader) {
    leader.descendants().forEach(ProcessHandle::destroyForcibly);
    leader.toHandle().destroyForcibly();
    for (int round = 0; round < MAX_ROUNDS && killMembers(leader.pid()); round++) {
      LockSupport.parkNanos(PAUSE_NANOS);
    }
  }

  private static boolean killMembers(final long session) {
    try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
      return processes
              .map(path -> path.getFileName().toString())
              .filter(name -> name.matches("[0-9]{1,9}"))
              .map(Long::valueOf)
              .filter(pid -> pid != session && isMember(pid, session))
              .filter(pid -> Posix.kill(pid, Posix.SIGKILL))
              .count()
          > 0;
    } catch (IOException e) {
      return false;
    }
  }

  /** Not if it is dead and only waits for its parent. */
  private static boolean isMember(final long pid, final long session) {
    return ProcessStat.of(pid)
        .filter(stat -> !stat.hasEnded() && stat.session() == session)
        .isPresent();
  }
}
