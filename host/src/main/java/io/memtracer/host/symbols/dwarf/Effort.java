package io.memtracer.host.symbols.dwarf;

/**
 * How much may still be done for files that nobody trusts, over all of them: a step is about what a
 * byte of them takes.
 *
 * <p>Not thread-safe.
 */
public final class Effort {

  /** Some seconds: the lines of a browser are 100 million bytes. */
  private static final long MOST_STEPS = 1L << 29;

  private long left;

  private Effort(final long steps) {
    left = steps;
  }

  /** As much as may be done for a report. */
  public static Effort ofAReport() {
    return new Effort(MOST_STEPS);
  }

  /** How many steps may still be made. */
  public long left() {
    return left;
  }

  /**
   * Makes some.
   *
   * @return whether there were as many left
   */
  public boolean spend(final long steps) {
    final boolean isThere = steps <= left;
    left = isThere ? left - steps : 0;
    return isThere;
  }

  /**
   * Makes some.
   *
   * @throws DwarfException if there weren't as many left
   */
  public void require(final long steps) {
    if (!spend(steps)) {
      throw new DwarfException("it would take too long");
    }
  }
}
