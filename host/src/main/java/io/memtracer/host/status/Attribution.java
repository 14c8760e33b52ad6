package io.memtracer.host.status;

import java.util.List;
import java.util.Optional;

/**
 * Who made the accesses of a run.
 *
 * @param whyNot why nobody knows; empty if it is known
 * @param shares what each task did, in the order in which they came; empty if nobody knows
 * @param command what was seen of the command's own process
 * @param leftOut accesses of tasks that the analyzers were not to be told of
 */
public record Attribution(
    Optional<String> whyNot, List<TaskShare> shares, Command command, long leftOut) {

  /** What can be seen of the command's own process. */
  public enum Command {
    /** Nothing: nobody looked, or it made no access. */
    UNSEEN,
    /** It ran, and its end wasn't seen. */
    RUNNING,
    /** It came to its end. */
    ENDED
  }

  /** Why nobody knows of records of 16 bytes. */
  public static final String FIFO = "records that come through a FIFO don't tell";

  public Attribution {
    shares = List.copyOf(shares);
  }

  /** Nobody knows. */
  public static Attribution unknown(final String why) {
    return new Attribution(Optional.of(why), List.of(), Command.UNSEEN, 0);
  }

  /** What was counted. */
  public static Attribution of(
      final List<TaskShare> shares, final Command command, final long leftOut) {
    return new Attribution(Optional.empty(), shares, command, leftOut);
  }

  /** Accesses that are those of a task that is known. */
  public long accesses() {
    return shares.stream().mapToLong(TaskShare::accesses).sum();
  }
}
