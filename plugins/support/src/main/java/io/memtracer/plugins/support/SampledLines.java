package io.memtracer.plugins.support;

import io.memtracer.api.OptionSpec;

/**
 * Spatial sampling: some lines of memory are looked at, chosen by a hash of their number, and all
 * accesses to these. What is counted of them is exact; the whole has so many times more.
 */
public final class SampledLines {

  /**
   * The option by which a user asks for it: that of {@code --sample-lines}. 1 is that all are
   * looked at.
   */
  public static final OptionSpec OPTION =
      OptionSpec.decimal(
          "sample-lines", 1, 1e-6, 1, "The share of lines to look at, chosen by a hash.");

  /** Of the normal distribution, 97.5 %. */
  private static final double Z = 1.959963984540054;

  private static final int BITS = 24;
  private static final long VALUES = 1L << BITS;

  /** The constants of D. Stafford's 13th variant of MurmurHash3's finalizer. */
  private static final long FIRST = 0xbf58_476d_1ce4_e5b9L;

  private static final long SECOND = 0x94d0_49bb_1331_11ebL;

  /** Bits of an address that tell no halves apart: in which one a line is has no part in it. */
  private static final int ADDRESS_BITS = 47;

  private final long numberBits;
  private final long threshold;

  /**
   * Chooses lines.
   *
   * @param share of all lines, above 0
   * @param lineShift log2 of the bytes in a line
   */
  public SampledLines(final double share, final int lineShift) {
    numberBits = (1L << (ADDRESS_BITS - lineShift)) - 1;
    threshold = Math.max(1, Math.round(share * VALUES));
  }

  /**
   * Whether a line is one of them.
   *
   * @param line its number
   * @return the same each time
   */
  public boolean has(final long line) {
    return value(line & numberBits) < threshold;
  }

  /**
   * Chance that is the same for each use of a line.
   *
   * @param line its number, or that of anything else
   * @return 0 to 2<sup>24</sup> - 1
   */
  public static long value(final long line) {
    long mixed = line * FIRST;
    mixed = (mixed ^ (mixed >>> 29)) * SECOND;
    return (mixed ^ (mixed >>> 32)) >>> (Long.SIZE - BITS);
  }

  /**
   * The share that is in fact looked at.
   *
   * @return near that asked for
   */
  public double share() {
    return (double) threshold / VALUES;
  }

  /**
   * How many lines there are likely to be in all.
   *
   * @param chosen lines that were seen
   * @return the estimate: each line is chosen or not, whatever the others are
   */
  public Estimate lines(final long chosen) {
    return sum(chosen, (double) chosen);
  }

  /**
   * What a sum over all lines is likely to be. Each line is chosen or not, whatever others are: so
   * its part is in the sum, times one by the share, or isn't (D. G. Horvitz, D. J. Thompson, "A
   * generalization of sampling without replacement from a finite universe", Journal of the American
   * Statistical Association 47(260), 1952).
   *
   * @param chosen the sum over lines that were chosen
   * @param squares the sum of their parts' squares
   * @return the estimate
   */
  public Estimate sum(final long chosen, final double squares) {
    final double error = Z * Math.sqrt((1 - share()) * squares) / share();
    return new Estimate(chosen, (double) chosen / share(), error);
  }
}
