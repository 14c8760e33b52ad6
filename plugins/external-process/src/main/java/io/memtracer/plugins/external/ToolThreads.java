package io.memtracer.plugins.external;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What all threads of a tool were doing, as the kernel tells in /proc.
 *
 * @param doing what they were doing, taken together
 * @param switches how often each thread had left a processor: one that has run since then has a
 *     higher count when it is asleep again
 * @param readCalls how many reads they had made
 */
record ToolThreads(Doing doing, Map<String, Long> switches, long readCalls) {

  /** All threads taken together. */
  enum Doing {
    /** One is asleep in a read of the FIFO, and all others are asleep, too. */
    READING,
    /** One is asleep in a read of the FIFO, and others run. */
    READING_AND_RUNNING,
    /** All are asleep, until something happens; none reads the FIFO. */
    WAITING,
    /** Some run, or are asleep for a set time. */
    WORKING,
    /** The system doesn't tell. */
    UNKNOWN
  }

  /**
   * Looks at all threads, one after the other.
   *
   * @param family the tool's processes
   * @param fifo the FIFO, as {@link java.nio.file.attribute.BasicFileAttributes#fileKey} has it
   */
  static ToolThreads look(final List<ProcessHandle> family, final Object fifo) {
    final Map<String, Long> switches = new HashMap<>();
    boolean reading = false;
    boolean running = false;
    boolean timed = false;
    boolean unknown = false;
    long readCalls = 0;
    for (final ProcessHandle process : family) {
      final Path directory = ProcFile.PROC.resolve(Long.toString(process.pid()));
      try (DirectoryStream<Path> threads = Files.newDirectoryStream(directory.resolve("task"))) {
        for (final Path path : threads) {
          final ToolThread thread = ToolThread.look(path, fifo);
          switches.put(path.toString(), thread.switches());
          reading |= thread.sleep() == ToolThread.Sleep.IN_READ;
          timed |= thread.sleep() == ToolThread.Sleep.TIMED;
          running |= thread.sleep() == ToolThread.Sleep.NONE;
        }
        readCalls += ToolThread.readCalls(directory);
      } catch (IOException endedOrHidden) {
        unknown |= process.isAlive();
      }
    }
    return new ToolThreads(
        unknown ? Doing.UNKNOWN : together(reading, running, timed), switches, readCalls);
  }

  private static Doing together(final boolean reading, final boolean running, final boolean timed) {
    if (reading) {
      return running ? Doing.READING_AND_RUNNING : Doing.READING;
    }
    return running || timed ? Doing.WORKING : Doing.WAITING;
  }

  /** Whether no thread ran from then to now. */
  boolean isUnchangedSince(final ToolThreads before) {
    return switches.equals(before.switches) && doing == before.doing;
  }
}
