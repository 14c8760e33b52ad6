package io.memtracer.plugins.support;

/**
 * Maps any long to a long other than 0, without boxing, for hot loops that look a key up once and
 * then read and write its value in place.
 *
 * <p>Open addressing with linear probing; a key and its value lie side by side, so that a look-up
 * costs one cache line, and four neighbouring keys together cost no more. Doubles when more than
 * half full; nothing is ever removed. Not thread-safe.
 */
public final class LongTable {

  private static final long GOLDEN_RATIO = 0x9e37_79b9_7f4a_7c15L;

  /** Neighbouring keys that share a cache line. */
  private static final int LINE_LOG2 = 2;

  private static final int FIRST_LOG2 = 10;
  private static final int MAX_LOG2 = 29;

  private long[] cells;
  private int slotsLog2;
  private int size;

  /** Makes an empty table. */
  public LongTable() {
    allocate(FIRST_LOG2);
  }

  /**
   * The same table, that can be added to without changing this one.
   *
   * @return a copy
   */
  public LongTable copy() {
    final LongTable copy = new LongTable();
    copy.cells = cells.clone();
    copy.slotsLog2 = slotsLog2;
    copy.size = size;
    return copy;
  }

  /**
   * Looks for a key.
   *
   * @param key any long
   * @return where its value is, or where it would be; valid until the next insert
   */
  public int find(final long key) {
    final long[] local = cells;
    final int mask = local.length - 1;
    final int neighbours = (int) (((key >>> LINE_LOG2) * GOLDEN_RATIO) >>> (LINE_LOG2 - slotsLog2));
    int cell = ((neighbours << LINE_LOG2) | ((int) key & ((1 << LINE_LOG2) - 1))) << 1;
    while (local[cell + 1] != 0 && local[cell] != key) {
      cell = (cell + 2) & mask;
    }
    return cell;
  }

  /**
   * The value at a place.
   *
   * @param place from {@link #find}
   * @return the value; 0 if the key isn't there
   */
  public long value(final int place) {
    return cells[place + 1];
  }

  /**
   * Changes the value of a key that is there.
   *
   * @param place from {@link #find}
   * @param value not 0
   */
  public void update(final int place, final long value) {
    cells[place + 1] = value;
  }

  /**
   * Adds a key that isn't there.
   *
   * @param place from {@link #find}
   * @param key the key that was looked for
   * @param value not 0
   */
  public void insert(final int place, final long key, final long value) {
    cells[place] = key;
    cells[place + 1] = value;
    size++;
    if (size > 1 << (slotsLog2 - 1)) {
      grow();
    }
  }

  /**
   * How many keys there are.
   *
   * @return 0 or more
   */
  public int size() {
    return size;
  }

  /**
   * Shows every key with its value, in no particular order. Nothing may be inserted meanwhile.
   *
   * @param <E> what the visitor throws
   * @param visitor called once for each key
   * @throws E if the visitor does
   */
  public <E extends Exception> void forEach(final Visitor<E> visitor) throws E {
    for (int i = 0; i < cells.length; i += 2) {
      if (cells[i + 1] != 0) {
        visitor.entry(cells[i], cells[i + 1]);
      }
    }
  }

  /**
   * Sees the keys of a table.
   *
   * @param <E> what it throws
   */
  @FunctionalInterface
  public interface Visitor<E extends Exception> {

    /**
     * Sees a key.
     *
     * @param key any long
     * @param value not 0
     * @throws E if it likes
     */
    void entry(long key, long value) throws E;
  }

  private void grow() {
    if (slotsLog2 == MAX_LOG2) {
      throw new IllegalStateException("the table is full with " + size + " keys");
    }
    final long[] old = cells;
    allocate(slotsLog2 + 1);
    for (int i = 0; i < old.length; i += 2) {
      if (old[i + 1] != 0) {
        final int cell = find(old[i]);
        cells[cell] = old[i];
        cells[cell + 1] = old[i + 1];
      }
    }
  }

  private void allocate(final int log2) {
    slotsLog2 = log2;
    cells = new long[2 << log2];
  }
}
