package io.memtracer.plugins.cache.level;

import io.memtracer.api.RecordBatch;
import io.memtracer.plugins.cache.options.HierarchySpec;
import io.memtracer.plugins.support.AddressSpaces;
import io.memtracer.plugins.support.Kinds;
import io.memtracer.plugins.support.Reach;

/**
 * Takes accesses apart into the lines that they have a byte in, and asks a first level for them.
 *
 * <p>Most accesses are to the line that their set used last, which changes nothing: a loop without
 * calls passes over them.
 */
public final class LineWalk {

  private final Visitor visitor;
  private final int lineShift;
  private final int setMask;
  private final long lastLine;
  private final int[] reach = Reach.table();
  private SetShare share;
  private boolean looksAtAll = true;
  private int index;

  /** Hears what became of an access that wasn't passed over. */
  public interface Visitor {

    /**
     * A first level was asked for a line.
     *
     * @param word the record's word 0
     * @param isFirst whether it is the line of the access's first byte
     * @param answered index of the level that had it
     */
    void asked(long word, long line, boolean isFirst, int answered);
  }

  public LineWalk(final HierarchySpec spec, final Visitor visitor) {
    this.visitor = visitor;
    lineShift = Integer.numberOfTrailingZeros(spec.lineBytes());
    setMask = spec.levels().get(0).sets(spec.lineBytes()) - 1;
    lastLine = -1L >>> lineShift;
    share = SetShare.of(spec, 0, 1);
  }

  /** Asks only for lines of some sets from now on. */
  public void take(final SetShare some) {
    share = some;
    looksAtAll = false;
  }

  /** Makes the accesses of a part of a batch. */
  public void run(
      final RecordBatch batch,
      final int from,
      final int to,
      final long space,
      final FirstLevel first) {
    int next = from;
    while (next < to) {
      next =
          looksAtAll
              ? skip(batch, next, to, space, first.unchanging)
              : skipOthers(batch, next, to, space, first.unchanging);
      if (next < to) {
        index = next;
        access(batch.word(next), AddressSpaces.apart(batch.address(next), space), first);
        next++;
      }
    }
  }

  /** Which record of the batch is the access that is made. */
  public int index() {
    return index;
  }

  /** Goes on to an access that may change something. The loop has no call in it. */
  private int skip(
      final RecordBatch batch,
      final int from,
      final int to,
      final long space,
      final long[] unchanging) {
    final int shift = lineShift;
    final int mask = setMask;
    final int inLine = (1 << shift) - 1;
    final int[] bytes = reach;
    int i = from;
    for (; i < to; i++) {
      final int word = (int) batch.word(i);
      final long address = AddressSpaces.apart(batch.address(i), space);
      final long line = address >>> shift;
      final int room = (~(int) address & inLine) - bytes[word & Reach.MASK];
      final int store = word >>> Kinds.SHIFT & 1;
      if (unchanging[((int) line & mask) << 1 | store] != line || room < 0) {
        break;
      }
    }
    return i;
  }

  /**
   * The same, and passes over lines of sets that others look at, as if they changed nothing. A loop
   * of its own: those that look at all sets would pay for the mask (docs/performance.md).
   */
  private int skipOthers(
      final RecordBatch batch,
      final int from,
      final int to,
      final long space,
      final long[] unchanging) {
    final int shift = lineShift;
    final int mask = setMask;
    final int inLine = (1 << shift) - 1;
    final int[] bytes = reach;
    final long[] looked = share.looked;
    int i = from;
    for (; i < to; i++) {
      final int word = (int) batch.word(i);
      final long address = AddressSpaces.apart(batch.address(i), space);
      final long line = address >>> shift;
      final int room = (~(int) address & inLine) - bytes[word & Reach.MASK];
      final int store = word >>> Kinds.SHIFT & 1;
      final int set = (int) line & mask;
      if (((unchanging[set << 1 | store] ^ line) & looked[set]) != 0 || room < 0) {
        break;
      }
    }
    return i;
  }

  /** Any access, in any case: to each line it has a byte in that is looked at. */
  private void access(final long word, final long address, final FirstLevel first) {
    final int who = Kinds.of(word);
    final long last = (address + reach[(int) word & Reach.MASK]) >>> lineShift;
    long line = address >>> lineShift;
    if (share.has(line)) {
      visitor.asked(word, line, true, first.access(line, who, word, address));
    }
    while (line != last) {
      line = (line + 1) & lastLine;
      if (share.has(line)) {
        visitor.asked(word, line, false, first.access(line, who, word, line << lineShift));
      }
    }
  }
}
