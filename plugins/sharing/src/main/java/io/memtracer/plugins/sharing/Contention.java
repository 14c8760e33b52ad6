package io.memtracer.plugins.sharing;

import io.memtracer.plugins.support.LongTable;
import io.memtracer.plugins.support.Top;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** What was contended, in all windows. Not thread-safe. */
final class Contention {

  private int limit;
  private int maxSides = SharedLine.MAX_SIDES;
  private final LongTable rows = new LongTable();
  private final List<SharedLine> lines = new ArrayList<>();
  private long trueAccesses;
  private long falseAccesses;
  private long untracked;

  /**
   * Makes an empty one.
   *
   * @param limit lines of which is known who they are at most
   */
  Contention(final int limit) {
    this.limit = limit;
  }

  /**
   * Knows of all lines who they are, and of all their sides. What comes behind a beginning that
   * others see must: which of these there will be room for isn't known here.
   */
  void keepAll() {
    limit = Integer.MAX_VALUE;
    maxSides = Integer.MAX_VALUE;
  }

  /** Looks at what was used in a window. */
  void take(final WindowUses uses) {
    for (int use = 0; use < uses.size(); use++) {
      if (uses.isShared(use)) {
        look(uses, use);
      }
    }
  }

  /** A line of several owners is contended if it was written. */
  private void look(final WindowUses uses, final int head) {
    long written = 0;
    long accesses = 0;
    long stores = 0;
    boolean isTrue = false;
    for (int use = head; use != WindowUses.NONE; use = uses.next(use)) {
      written |= uses.written(use);
      accesses += uses.loads(use) + uses.stores(use);
      stores += uses.stores(use);
      for (int other = uses.next(use); other != WindowUses.NONE; other = uses.next(other)) {
        isTrue |= overlap(uses, use, other);
      }
    }
    if (written == 0) {
      return;
    }
    if (isTrue) {
      trueAccesses += accesses;
    } else {
      falseAccesses += accesses;
    }
    final SharedLine line = line(uses.key(head));
    if (line == null) {
      untracked += accesses;
      return;
    }
    line.add(isTrue, accesses, stores);
    for (int use = head; use != WindowUses.NONE; use = uses.next(use)) {
      sides(line, uses, use);
    }
  }

  /** Whether one has written what the other has touched. */
  private static boolean overlap(final WindowUses uses, final int one, final int other) {
    final long touchedByOne = uses.read(one) | uses.written(one);
    final long touchedByOther = uses.read(other) | uses.written(other);
    return ((uses.written(one) & touchedByOther) | (uses.written(other) & touchedByOne)) != 0;
  }

  private static void sides(final SharedLine line, final WindowUses uses, final int use) {
    if (uses.loads(use) > 0) {
      line.side(uses.owner(use), uses.load(use), uses.loads(use));
    }
    if (uses.stores(use) > 0) {
      line.side(uses.owner(use), uses.store(use), uses.stores(use));
    }
  }

  private SharedLine line(final long key) {
    final int slot = rows.find(key);
    final long found = rows.value(slot);
    if (found != 0) {
      return lines.get((int) found - 1);
    }
    if (lines.size() == limit) {
      return null;
    }
    final SharedLine line = new SharedLine(key, maxSides);
    lines.add(line);
    rows.insert(slot, key, lines.size());
    return line;
  }

  void save(final DataOutput out) throws IOException {
    out.writeLong(trueAccesses);
    out.writeLong(falseAccesses);
    out.writeLong(untracked);
    out.writeInt(lines.size());
    for (final SharedLine line : lines) {
      line.save(out);
    }
  }

  /** Appends what {@link #save} wrote of the windows behind these. */
  void append(final DataInput in) throws IOException {
    trueAccesses += in.readLong();
    falseAccesses += in.readLong();
    untracked += in.readLong();
    for (int left = in.readInt(); left > 0; left--) {
      final SharedLine next = SharedLine.read(in);
      final SharedLine line = line(next.key);
      if (line == null) {
        untracked += next.accesses();
      } else {
        line.add(next);
      }
    }
  }

  /** How many are known. */
  int lines() {
    return lines.size();
  }

  /** As many of them as asked for. */
  List<SharedLine> mostContendedFirst(final int limit) {
    final Top<SharedLine> top = new Top<>(limit, SharedLine.MOST_CONTENDED_FIRST);
    lines.forEach(top::add);
    return top.inOrder();
  }

  long trueAccesses() {
    return trueAccesses;
  }

  long falseAccesses() {
    return falseAccesses;
  }

  long untracked() {
    return untracked;
  }
}
