package io.memtracer.host.cli;

import io.memtracer.host.posix.FileCapabilities;
import io.memtracer.host.posix.Posix;
import io.memtracer.host.session.request.WorkloadSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** What a user may not expect of a workload in the guest, and is told before it runs. */
final class WorkloadNotes {

  private static final int ROOT = 0;
  private static final Path EVERYTHING = Path.of("/");
  private static final int SET_USER = 04000;
  private static final int SET_GROUP = 02000;

  private WorkloadNotes() {}

  /** Sentences about one of this process's user. */
  static List<String> of(final WorkloadSpec workload) {
    return of(workload, Posix.effectiveUserId());
  }

  /**
   * Sentences about one.
   *
   * @param uid the user that QEMU runs as
   */
  static List<String> of(final WorkloadSpec workload, final int uid) {
    return of(workload, uid, FileCapabilities::has);
  }

  static List<String> of(
      final WorkloadSpec workload, final int uid, final Predicate<Path> hasCapabilities) {
    final List<String> notes = new ArrayList<>();
    if (uid == ROOT && workload.surroundings().shares().contains(EVERYTHING)) {
      notes.add(
          "as root you show the program every file of this machine;"
              + " --share and --no-host-files show it less");
    }
    if (!workload.inGuest()) {
      final Path program = workload.surroundings().directory().resolve(workload.path());
      if (changesUser(program)) {
        notes.add(lost(workload, "is set-user-ID or set-group-ID"));
      }
      if (hasCapabilities.test(program)) {
        notes.add(lost(workload, "has file capabilities"));
      }
    }
    return notes;
  }

  private static String lost(final WorkloadSpec workload, final String what) {
    return "%s %s, which means nothing in the guest: there it runs as who starts it"
        .formatted(workload.path(), what);
  }

  private static boolean changesUser(final Path program) {
    try {
      final int mode = (int) Files.getAttribute(program, "unix:mode");
      return (mode & (SET_USER | SET_GROUP)) != 0;
    } catch (IOException e) {
      // What can't be looked at can't be run either, and that is said when it is to be run.
      return false;
    }
  }
}
