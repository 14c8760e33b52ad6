package io.memtracer.plugins.cache.level;

import io.memtracer.plugins.support.Kinds;

/** What a cache gets its lines from: the next level, or memory. */
public interface Storage {

  /**
   * Kinds an access is made for: not for one of the trace, but for a write of the level above.
   * Others are a {@linkplain Kinds kind of code and access}.
   */
  int NOBODY = Kinds.COUNT;

  /**
   * In an answer to {@link #read}, beside the index of the level: the line was moved up from there,
   * and memory doesn't have it yet as it is. Only exclusive levels move lines.
   */
  int MOVED_DIRTY = 1 << 8;

  /**
   * Fetches a line.
   *
   * @param line its number
   * @param who a {@link Kinds}, or {@link #NOBODY}
   * @return the index of the level that had it; that of memory is the number of levels; with {@link
   *     #MOVED_DIRTY} if that is so
   */
  int read(long line, int who);

  /**
   * Writes to a part of a line.
   *
   * @param line its number
   * @param who a {@link Kinds}, or {@link #NOBODY}
   * @return the index of the level that had it
   */
  int write(long line, int who);

  /**
   * Takes a whole line that the level above had changed.
   *
   * @param line its number
   */
  void writeBack(long line);

  /**
   * The level above lost a line that it hadn't changed: exclusive levels take it.
   *
   * @param line its number
   */
  default void dropped(final long line) {}

  /**
   * The level above was written a whole line that it hadn't: exclusive levels forget theirs.
   *
   * @param line its number
   */
  default void overwritten(final long line) {}
}
