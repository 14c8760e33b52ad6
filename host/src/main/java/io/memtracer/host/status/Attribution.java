package io.memtracer.host.status;

import java.util.List;
import java.util.Optional;

/**
 * Who made the accesses of a run.
 *
 * @param whyNot why nobody knows; empty if it is known
 * @param shares what each task did, in the order in which they came; empty if nobody knows
 */
public record Attribution(Optional<String> whyNot, List<TaskShare> shares) {

  public Attribution {
    shares = List.copyOf(shares);
  }

  /** Nobody knows. */
  public static Attribution unknown(final String why) {
    return new Attribution(Optional.of(why), List.of());
  }

  /** Accesses that are those of a task that is known. */
  public long accesses() {
    return shares.stream().mapToLong(TaskShare::accesses).sum();
  }
}
