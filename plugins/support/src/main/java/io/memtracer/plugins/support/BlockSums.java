package io.memtracer.plugins.support;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.math.BigInteger;
import java.util.Arrays;

/**
 * Estimates figures of a run of which blocks were traced, from how much the blocks differ (batch
 * means): each is a sample of what blocks are like. Figures are sums over accesses, so the estimate
 * is a ratio of sums: W. G. Cochran, "Sampling Techniques", third edition, chapter 6. Neighbouring
 * blocks are alike, and one block of each so many is nearer to the whole than as many chosen by
 * chance: the error is rather stated too large than too small.
 *
 * <p>Sums are exact, so that it doesn't matter in which order parts are added. Not thread-safe.
 */
public final class BlockSums {

  /** With fewer blocks nothing is said about the error. */
  private static final int ENOUGH_BLOCKS = 10;

  /** Of the normal distribution, 97.5 %. */
  private static final double Z = 1.959963984540054;

  private final long[] sums;
  private final BigInteger[] squares;
  private final BigInteger[] products;
  private BigInteger lengthSquares = BigInteger.ZERO;
  private long length;
  private long blocks;

  /**
   * Makes sums of nothing.
   *
   * @param figures how many there are
   */
  public BlockSums(final int figures) {
    sums = new long[figures];
    squares = zeros(figures);
    products = zeros(figures);
  }

  private static BigInteger[] zeros(final int size) {
    final BigInteger[] zeros = new BigInteger[size];
    Arrays.fill(zeros, BigInteger.ZERO);
    return zeros;
  }

  /**
   * Adds a block.
   *
   * @param accesses in it; nothing is added if there are none
   * @param figures of it
   */
  public void add(final long accesses, final long... figures) {
    if (accesses == 0) {
      return;
    }
    final BigInteger size = BigInteger.valueOf(accesses);
    for (int i = 0; i < sums.length; i++) {
      final BigInteger figure = BigInteger.valueOf(figures[i]);
      sums[i] += figures[i];
      squares[i] = squares[i].add(figure.multiply(figure));
      products[i] = products[i].add(figure.multiply(size));
    }
    lengthSquares = lengthSquares.add(size.multiply(size));
    length += accesses;
    blocks++;
  }

  /**
   * Adds the blocks of another one.
   *
   * @param other of as many figures; not changed
   */
  public void add(final BlockSums other) {
    for (int i = 0; i < sums.length; i++) {
      sums[i] += other.sums[i];
      squares[i] = squares[i].add(other.squares[i]);
      products[i] = products[i].add(other.products[i]);
    }
    lengthSquares = lengthSquares.add(other.lengthSquares);
    length += other.length;
    blocks += other.blocks;
  }

  /**
   * How many blocks there are.
   *
   * @return 0 or more
   */
  public long blocks() {
    return blocks;
  }

  /**
   * How many accesses the blocks have together.
   *
   * @return 0 or more
   */
  public long accesses() {
    return length;
  }

  /**
   * What a figure is likely to be in the whole run.
   *
   * @param figure its index
   * @param whole accesses of the run
   * @return the estimate
   */
  public Estimate estimate(final int figure, final long whole) {
    return estimate(
        sums[figure], squares[figure].doubleValue(), products[figure].doubleValue(), whole);
  }

  /**
   * The same of a figure of these blocks that is summed up elsewhere.
   *
   * @param sum over all blocks
   * @param square sum of the blocks' squares
   * @param product sum of the blocks' figures, each times the accesses in it
   * @param whole accesses of the run
   * @return the estimate
   */
  Estimate estimate(final long sum, final double square, final double product, final long whole) {
    if (blocks == 0) {
      return new Estimate(0, 0, Double.POSITIVE_INFINITY);
    }
    final double seen = (double) length;
    final double all = (double) whole;
    final double ratio = sum / seen;
    if (blocks < ENOUGH_BLOCKS) {
      return new Estimate(sum, ratio * all, Double.POSITIVE_INFINITY);
    }
    final double squared =
        square - 2 * ratio * product + ratio * ratio * lengthSquares.doubleValue();
    final double number = (double) blocks;
    final double unseen = Math.max(0, 1 - seen / all);
    final double variance = Math.max(0, squared) * unseen / (number - 1) * number / (seen * seen);
    return new Estimate(sum, ratio * all, student(number - 1) * all * Math.sqrt(variance));
  }

  /** Student's t for 97.5 %, by the first terms of its expansion. */
  private static double student(final double freedom) {
    final double cube = Z * Z * Z;
    return Z
        + (cube + Z) / (4 * freedom)
        + (5 * cube * Z * Z + 16 * cube + 3 * Z) / (96 * freedom * freedom);
  }

  /**
   * Writes the sums down.
   *
   * @param out where to
   * @throws IOException if that can't be written to
   */
  public void save(final DataOutput out) throws IOException {
    out.writeLong(blocks);
    out.writeLong(length);
    out.writeUTF(lengthSquares.toString());
    for (int i = 0; i < sums.length; i++) {
      out.writeLong(sums[i]);
      out.writeUTF(squares[i].toString());
      out.writeUTF(products[i].toString());
    }
  }

  /**
   * Reads sums.
   *
   * @param in what {@link #save} wrote
   * @param figures how many there are
   * @return others
   * @throws IOException if that can't be read
   */
  public static BlockSums read(final DataInput in, final int figures) throws IOException {
    final BlockSums read = new BlockSums(figures);
    read.blocks = in.readLong();
    read.length = in.readLong();
    read.lengthSquares = new BigInteger(in.readUTF());
    for (int i = 0; i < figures; i++) {
      read.sums[i] = in.readLong();
      read.squares[i] = new BigInteger(in.readUTF());
      read.products[i] = new BigInteger(in.readUTF());
    }
    return read;
  }
}
