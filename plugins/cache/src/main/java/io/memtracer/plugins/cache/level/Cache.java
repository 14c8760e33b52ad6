package io.memtracer.plugins.cache.level;

import io.memtracer.plugins.support.Kinds;

/** One cache, as what looks into it first sees it. */
public interface Cache extends Storage {

  /**
   * Reads or writes a line, as an access does.
   *
   * @param who a {@link Kinds}
   * @return the index of the level that had it
   */
  default int access(final long line, final int who) {
    return Kinds.isStore(who) ? write(line, who) : read(line, who);
  }

  /**
   * The tag of the line that was read or written last, if reading it at once again changes nothing;
   * otherwise 0. If it is dirty, writing it again changes nothing either.
   */
  long settled();

  /** The set a line belongs to. */
  int set(long line);
}
