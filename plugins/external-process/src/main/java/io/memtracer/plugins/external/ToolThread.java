package io.memtracer.plugins.external;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;

/**
 * What one thread was doing, as the kernel tells in /proc.
 *
 * @param sleep whether it was asleep, and in what
 * @param switches how often it had left a processor
 */
record ToolThread(Sleep sleep, long switches) {

  /** Whether a thread is asleep, and in what. */
  enum Sleep {
    /** It isn't, or only until the disk answers. */
    NONE,
    /** In a read of the FIFO. */
    IN_READ,
    /** For a set time, after which it goes on with what it did. */
    TIMED,
    /** In something else, or for ever. */
    OTHER
  }

  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");

  /** read, pread64, readv, preadv, preadv2, splice: the first argument is the descriptor. */
  private static final Set<String> READS =
      ARM
          ? Set.of("63", "67", "65", "69", "286", "76")
          : Set.of("0", "17", "19", "295", "327", "275");

  /** nanosleep, clock_nanosleep. */
  private static final Set<String> TIMED_SLEEPS = ARM ? Set.of("101", "115") : Set.of("35", "230");

  /**
   * Looks at a thread.
   *
   * @param task its folder in /proc
   * @param fifo the FIFO, as {@link BasicFileAttributes#fileKey} has it
   */
  static ToolThread look(final Path task, final Object fifo) throws IOException {
    final String status = ProcFile.read(task.resolve("status"));
    final long switches =
        ProcFile.number(status, "voluntary_ctxt_switches:")
            + ProcFile.number(status, "nonvoluntary_ctxt_switches:");
    if (ProcFile.isOver(status)) {
      return new ToolThread(Sleep.OTHER, switches);
    }
    final boolean asleep = ProcFile.field(status, "State:").startsWith("S");
    return new ToolThread(asleep ? sleep(task, fifo) : Sleep.NONE, switches);
  }

  /** How many reads a process has made. */
  static long readCalls(final Path process) throws IOException {
    return ProcFile.number(ProcFile.read(process.resolve("io")), "syscr:");
  }

  private static Sleep sleep(final Path task, final Object fifo) throws IOException {
    final String[] call = ProcFile.read(task.resolve("syscall")).strip().split(" ", -1);
    if (call[0].equals("running")) {
      return Sleep.NONE;
    }
    if (TIMED_SLEEPS.contains(call[0])) {
      return Sleep.TIMED;
    }
    if (call.length > 1 && READS.contains(call[0])) {
      final long descriptor = Long.decode(call[1]);
      return fifo.equals(key(task.resolve("fd/" + descriptor))) ? Sleep.IN_READ : Sleep.OTHER;
    }
    return Sleep.OTHER;
  }

  private static Object key(final Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).fileKey();
  }
}
