package io.memtracer.plugins.hotspots;

import java.util.Arrays;

/**
 * Counts the most frequent of any number of keys in bounded memory: A. Metwally, D. Agrawal, A. El
 * Abbadi, "Efficient computation of frequent and top-k elements in data streams", ICDT 2005. With m
 * entries and n counted, a key that came more than n/m times is there, and no count is too high by
 * more than n/m; by how much at most it may be is known of each.
 *
 * <p>The entries are a heap by their counts, the lowest first; keys are found by chains of entries.
 * Not thread-safe.
 */
final class SpaceSaving {

  private static final long GOLDEN_RATIO = 0x9e37_79b9_7f4a_7c15L;
  private static final int NONE = -1;

  private final int capacity;
  private final long[] keys;
  private final long[] counts;
  private final long[] excess;

  /** For each entry a {@link Quarters} of what was counted since it has this key. */
  private final long[] parts;

  /** Entries by their place in the heap, and the place of each entry. */
  private final int[] heap;

  private final int[] places;

  /** First entry of each chain, and the entry behind each. */
  private final int[] chains;

  private final int[] next;
  private int size;
  private long counted;

  SpaceSaving(final int capacity) {
    this.capacity = capacity;
    keys = new long[capacity];
    counts = new long[capacity];
    excess = new long[capacity];
    parts = new long[capacity * Quarters.COUNT];
    heap = new int[capacity];
    places = new int[capacity];
    next = new int[capacity];
    chains = new int[Integer.highestOneBit(2 * capacity)];
    Arrays.fill(chains, NONE);
  }

  void add(final long key, final int quarter) {
    counted++;
    int entry = chains[chain(key)];
    while (entry != NONE && keys[entry] != key) {
      entry = next[entry];
    }
    if (entry == NONE) {
      entry = size < capacity ? fresh() : lowest();
      keys[entry] = key;
      next[entry] = chains[chain(key)];
      chains[chain(key)] = entry;
    }
    counts[entry]++;
    parts[entry * Quarters.COUNT + quarter]++;
    sink(entry);
  }

  private int chain(final long key) {
    return (int) ((key * GOLDEN_RATIO) >>> Integer.SIZE) & (chains.length - 1);
  }

  /** A count of 0 is the lowest: it goes to the root, and what is on the way moves down. */
  private int fresh() {
    final int entry = size++;
    int place = entry;
    while (place > 0) {
      put(heap[(place - 1) / 2], place);
      place = (place - 1) / 2;
    }
    put(entry, 0);
    return entry;
  }

  /** Takes the entry with the lowest count away from its key. */
  private int lowest() {
    final int entry = heap[0];
    final int chain = chain(keys[entry]);
    if (chains[chain] == entry) {
      chains[chain] = next[entry];
    } else {
      int before = chains[chain];
      while (next[before] != entry) {
        before = next[before];
      }
      next[before] = next[entry];
    }
    excess[entry] = counts[entry];
    Arrays.fill(parts, entry * Quarters.COUNT, (entry + 1) * Quarters.COUNT, 0);
    return entry;
  }

  /** Its count is higher than it was. */
  private void sink(final int entry) {
    int place = places[entry];
    while (true) {
      int child = 2 * place + 1;
      if (child + 1 < size && counts[heap[child + 1]] < counts[heap[child]]) {
        child++;
      }
      if (child >= size || counts[heap[child]] >= counts[entry]) {
        break;
      }
      put(heap[child], place);
      place = child;
    }
    put(entry, place);
  }

  private void put(final int entry, final int place) {
    heap[place] = entry;
    places[entry] = place;
  }

  int size() {
    return size;
  }

  /** How many were counted. */
  long counted() {
    return counted;
  }

  /** By how much a count may be too high at most, and how often a key came that isn't there. */
  long bound() {
    return size < capacity ? 0 : counts[heap[0]];
  }

  long key(final int entry) {
    return keys[entry];
  }

  long count(final int entry) {
    return counts[entry];
  }

  long excess(final int entry) {
    return excess[entry];
  }

  long part(final int entry, final int quarter) {
    return parts[entry * Quarters.COUNT + quarter];
  }
}
