package io.memtracer.plugins.cache.level;

/**
 * A first level of which every use of a line matters unless it was the one used last: the order of
 * use over all sets is looked at.
 */
public final class LastLineOnly extends FirstLevel {

  public LastLineOnly(final Cache cache, final int sets) {
    super(cache, sets);
  }

  @Override
  public int access(final long line, final int who, final long word, final long address) {
    forgetLast(line);
    return super.access(line, who, word, address);
  }
}
