package io.memtracer.plugins.cache.level;

/** What is behind all caches: it has every line. */
public class Memory implements Storage {

  private final int index;
  private long reads;
  private long writes;

  public Memory(final int index) {
    this.index = index;
  }

  @Override
  public int read(final long line, final int who) {
    reads++;
    return index;
  }

  @Override
  public int write(final long line, final int who) {
    writes++;
    return index;
  }

  @Override
  public void writeBack(final long line) {
    writes++;
  }

  /** Adds what was asked of another for other lines. */
  public final void add(final Memory other) {
    reads += other.reads;
    writes += other.writes;
  }

  /** How many lines were fetched. */
  public final long reads() {
    return reads;
  }

  /** How many lines, or parts of one, were written. */
  public final long writes() {
    return writes;
  }
}
