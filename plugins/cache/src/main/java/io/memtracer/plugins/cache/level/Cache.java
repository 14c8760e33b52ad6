package io.memtracer.plugins.cache.level;

/** One cache, as what looks into it first sees it. */
public interface Cache extends Storage {

  /**
   * The tag of the line that was read or written last, if reading it at once again changes nothing;
   * otherwise 0. If it is dirty, writing it again changes nothing either.
   */
  long settled();

  /** The set a line belongs to. */
  int set(long line);
}
