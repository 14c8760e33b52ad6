package io.memtracer.host.dispatch.partition;

import io.memtracer.api.Phase;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.api.Task;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * How many records there are of whom, in the order in which these came: what an analyzer of several
 * parts has to know of records that it isn't given.
 *
 * <p>Not thread-safe.
 */
public final class Census {

  /**
   * Whose records.
   *
   * @param isUser whether they are user code's; false of all if nobody asks
   */
  private record Who(Task task, Phase phase, boolean isUser) {}

  /** Sees them. */
  interface Visitor {
    void records(Task task, Phase phase, boolean isUser, long count);
  }

  private final boolean byCpl;
  private final Map<Who, Long> counts = new LinkedHashMap<>();
  private long records;

  /**
   * Of nobody yet.
   *
   * @param byCpl whether user and kernel code are told apart, which costs a look at each record
   */
  public Census(final boolean byCpl) {
    this.byCpl = byCpl;
  }

  /** Counts a batch. */
  public void add(final RecordBatch batch) {
    records += batch.size();
    final int users = byCpl ? users(batch) : 0;
    add(batch, true, users);
    add(batch, false, batch.size() - users);
  }

  private static int users(final RecordBatch batch) {
    int users = 0;
    for (int i = 0; i < batch.size(); i++) {
      users += (int) RecordWord.userBit(batch.word(i));
    }
    return users;
  }

  private void add(final RecordBatch batch, final boolean isUser, final long count) {
    if (count > 0) {
      counts.merge(new Who(batch.task(), batch.phase(), isUser), count, Long::sum);
    }
  }

  /** How many there are. */
  public long records() {
    return records;
  }

  void forEach(final Visitor visitor) {
    counts.forEach((who, count) -> visitor.records(who.task(), who.phase(), who.isUser(), count));
  }
}
