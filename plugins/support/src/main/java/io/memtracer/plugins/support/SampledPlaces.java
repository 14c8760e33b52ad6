package io.memtracer.plugins.support;

import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Of a run of which blocks were traced: how often each of many places came, and how much that
 * differs from block to block. A place is what a key stands for: an instruction, a line, a page.
 *
 * <p>Exact up to a limit of places: those that come later aren't known. Not thread-safe.
 */
public final class SampledPlaces {

  /** Of a place that came in fewer blocks nothing is said about the error. */
  private static final int ENOUGH_BLOCKS = 10;

  private static final int FIRST_ROOM = 1024;

  private final int limit;
  private final LongTable index = new LongTable();
  private final BlockSums lengths = new BlockSums(0);

  /** Accesses in the block that isn't over, by place, and which places have any. */
  private long[] open = new long[FIRST_ROOM];

  private int[] touched = new int[FIRST_ROOM];
  private int touchedSize;
  private long openAccesses;

  /** Of blocks that are over: sums of accesses, of their squares, and times the block's length. */
  private long[] sums = new long[FIRST_ROOM];

  private double[] squares = new double[FIRST_ROOM];
  private double[] products = new double[FIRST_ROOM];

  /** In how many blocks a place came. */
  private long[] came = new long[FIRST_ROOM];

  private long missing;

  /**
   * Of nothing yet.
   *
   * @param limit places that are known at most
   */
  public SampledPlaces(final int limit) {
    this.limit = limit;
  }

  /**
   * A place comes.
   *
   * @param key any long
   */
  public void add(final long key) {
    openAccesses++;
    count(key);
  }

  /**
   * Accesses are made, of which some may be told of by {@link #count}.
   *
   * @param accesses how many
   */
  public void pass(final long accesses) {
    openAccesses += accesses;
  }

  /**
   * A place comes once more, in an access that was passed.
   *
   * @param key any long
   */
  public void count(final long key) {
    final int slot = index.find(key);
    long found = index.value(slot);
    if (found == 0) {
      if (index.size() == limit) {
        return;
      }
      found = index.size() + 1L;
      index.insert(slot, key, found);
      fit((int) found);
    }
    final int place = (int) found - 1;
    if (open[place]++ == 0) {
      touched[touchedSize++] = place;
    }
  }

  private void fit(final int places) {
    if (places > open.length) {
      open = Arrays.copyOf(open, 2 * open.length);
      touched = Arrays.copyOf(touched, 2 * touched.length);
      sums = Arrays.copyOf(sums, 2 * sums.length);
      squares = Arrays.copyOf(squares, 2 * squares.length);
      products = Arrays.copyOf(products, 2 * products.length);
      came = Arrays.copyOf(came, 2 * came.length);
    }
  }

  /**
   * Accesses are left out, and another block begins behind them.
   *
   * @param accesses how many
   */
  public void gap(final long accesses) {
    missing += accesses;
    close();
  }

  private void close() {
    final double length = (double) openAccesses;
    for (int i = 0; i < touchedSize; i++) {
      final int place = touched[i];
      final double count = (double) open[place];
      sums[place] += open[place];
      squares[place] += count * count;
      products[place] += count * length;
      came[place]++;
      open[place] = 0;
    }
    lengths.add(openAccesses);
    touchedSize = 0;
    openAccesses = 0;
  }

  /** The trace ends, and with it the last block. */
  public void end() {
    close();
  }

  /**
   * How many blocks there are, of those that are over.
   *
   * @return 0 or more
   */
  public long blocks() {
    return lengths.blocks();
  }

  /**
   * Accesses of the whole run.
   *
   * @return those that were left out, too
   */
  public long whole() {
    return missing + lengths.accesses();
  }

  /**
   * All places that came, as far as they are known.
   *
   * @param visitor sees their keys, in no order
   */
  public void forEachKey(final LongConsumer visitor) {
    index.forEach((key, place) -> visitor.accept(key));
  }

  /**
   * How often a place is likely to come in the whole run.
   *
   * @param key of the place
   * @return the estimate, with an infinite error if too little is known
   */
  public Estimate estimate(final long key) {
    final long found = index.value(index.find(key));
    if (found == 0) {
      return new Estimate(0, 0, Double.POSITIVE_INFINITY);
    }
    final int place = (int) found - 1;
    final Estimate estimate =
        lengths.estimate(sums[place], squares[place], products[place], whole());
    return came[place] < ENOUGH_BLOCKS
        ? new Estimate(estimate.traced(), estimate.value(), Double.POSITIVE_INFINITY)
        : estimate;
  }
}
