package io.memtracer.plugins.sharing;

import io.memtracer.plugins.support.Kinds;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Who used which bytes of which lines in a window. A use is of one line by one owner; those of a
 * line are a chain. Not thread-safe.
 */
final class WindowUses {

  /** Not a use. */
  static final int NONE = -1;

  private static final int FIELDS = 8;
  private static final int KEY = 0;
  private static final int OWNER = 1;
  private static final int NEXT = 2;
  private static final int READ = 3;
  private static final int WRITTEN = 4;
  private static final int COUNTS = 5;
  private static final int LOAD = 6;
  private static final int STORE = 7;

  /** Loads are counted in the lower half of a long, stores in the upper one. */
  private static final long ONE_STORE = 1L << Integer.SIZE;

  private static final long GOLDEN_RATIO = 0x9e37_79b9_7f4a_7c15L;
  private static final int FIRST_LOG2 = 10;

  private long[] uses = new long[FIELDS << FIRST_LOG2];

  /** Heads of chains, more by 1, by their lines; twice as many as uses have room. */
  private int[] heads = new int[2 << FIRST_LOG2];

  private int size;
  private int last;

  void clear() {
    Arrays.fill(heads, 0);
    size = 0;
    last = 0;
    uses[KEY] = 0;
    uses[OWNER] = NONE;
  }

  WindowUses() {
    clear();
  }

  /**
   * An access to one line, or the part of one that lies in it.
   *
   * @param key of the line
   * @param owner whose access
   * @param word of the record
   * @param bytes a bit for each part of the line that it touches
   */
  void add(final long key, final long owner, final long word, final long bytes) {
    int use = last;
    if (uses[use * FIELDS + KEY] != key || uses[use * FIELDS + OWNER] != owner) {
      use = find(key, owner);
      last = use;
    }
    final int at = use * FIELDS;
    final int store = (int) (word >>> Kinds.SHIFT) & 1;
    uses[at + READ + store] |= bytes;
    uses[at + LOAD + store] = word;
    uses[at + COUNTS] += store == 0 ? 1 : ONE_STORE;
  }

  private int find(final long key, final long owner) {
    final int slot = slot(key);
    final int head = heads[slot] - 1;
    int use = head;
    while (use != NONE && uses[use * FIELDS + OWNER] != owner) {
      use = (int) uses[use * FIELDS + NEXT];
    }
    if (use != NONE) {
      return use;
    }
    final int added = size++;
    Arrays.fill(uses, added * FIELDS, (added + 1) * FIELDS, 0);
    uses[added * FIELDS + KEY] = key;
    uses[added * FIELDS + OWNER] = owner;
    uses[added * FIELDS + NEXT] = head;
    heads[slot] = added + 1;
    if (size * FIELDS == uses.length) {
      grow();
    }
    return added;
  }

  private int slot(final long key) {
    final int mask = heads.length - 1;
    int slot = (int) ((key * GOLDEN_RATIO) >>> Integer.SIZE) & mask;
    while (heads[slot] != 0 && uses[(heads[slot] - 1) * FIELDS + KEY] != key) {
      slot = (slot + 1) & mask;
    }
    return slot;
  }

  private void grow() {
    uses = Arrays.copyOf(uses, 2 * uses.length);
    heads = new int[2 * heads.length];
    // A later use of a line is nearer to the head of its chain.
    for (int use = 0; use < size; use++) {
      heads[slot(uses[use * FIELDS + KEY])] = use + 1;
    }
  }

  void save(final DataOutput out) throws IOException {
    out.writeInt(size);
    for (int use = 0; use < size; use++) {
      for (int field = 0; field < FIELDS; field++) {
        out.writeLong(uses[use * FIELDS + field]);
      }
    }
  }

  /** Adds what {@link #save} wrote of the accesses behind these, in the same window. */
  void append(final DataInput in) throws IOException {
    final long[] next = new long[FIELDS];
    for (int left = in.readInt(); left > 0; left--) {
      for (int field = 0; field < FIELDS; field++) {
        next[field] = in.readLong();
      }
      append(next);
    }
  }

  private void append(final long[] next) {
    final int at = find(next[KEY], next[OWNER]) * FIELDS;
    uses[at + READ] |= next[READ];
    uses[at + WRITTEN] |= next[WRITTEN];
    uses[at + COUNTS] += next[COUNTS];
    // The last access of a kind is that of the later accesses, if there is one.
    if (next[READ] != 0) {
      uses[at + LOAD] = next[LOAD];
    }
    if (next[WRITTEN] != 0) {
      uses[at + STORE] = next[STORE];
    }
  }

  int size() {
    return size;
  }

  /** Whether it is the first of a chain of several. */
  boolean isShared(final int use) {
    return uses[use * FIELDS + NEXT] != NONE && heads[slot(key(use))] == use + 1;
  }

  /** The next use of the same line, or {@link #NONE}. */
  int next(final int use) {
    return (int) uses[use * FIELDS + NEXT];
  }

  long key(final int use) {
    return uses[use * FIELDS + KEY];
  }

  long owner(final int use) {
    return uses[use * FIELDS + OWNER];
  }

  long read(final int use) {
    return uses[use * FIELDS + READ];
  }

  long written(final int use) {
    return uses[use * FIELDS + WRITTEN];
  }

  long loads(final int use) {
    return uses[use * FIELDS + COUNTS] & (ONE_STORE - 1);
  }

  long stores(final int use) {
    return uses[use * FIELDS + COUNTS] >>> Integer.SIZE;
  }

  /** Word of the last load, if there was one. */
  long load(final int use) {
    return uses[use * FIELDS + LOAD];
  }

  /** Word of the last store, if there was one. */
  long store(final int use) {
    return uses[use * FIELDS + STORE];
  }
}
