package io.memtracer.plugins.hotspots;

import io.memtracer.api.RecordBatch;
import io.memtracer.plugins.support.InstructionKeys;
import io.memtracer.plugins.support.LongTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * How many accesses each instruction made. Those that came lately have a place of their own, where
 * they are counted without a table. Not thread-safe.
 */
final class Sites {

  private static final long GOLDEN_RATIO = 0x9e37_79b9_7f4a_7c15L;

  private static final int FIRST_NEAR_LOG2 = 11;
  private static final int MAX_NEAR_LOG2 = 15;

  /** Places for each instruction, lest two that are busy share one. */
  private static final int PLACES = 8;

  /** An instruction, as {@link InstructionKeys#withProgram} has it, and its count, by turns. */
  private long[] near = new long[2 << FIRST_NEAR_LOG2];

  private final LongTable table;
  private final int limit;
  private long untracked;

  /**
   * Makes an empty one.
   *
   * @param limit instructions that are counted apart at most; 0: all
   */
  Sites(final int limit) {
    this.limit = limit == 0 ? Integer.MAX_VALUE : limit;
    table = new LongTable();
  }

  private Sites(final Sites other) {
    limit = other.limit;
    table = other.table.copy();
    near = other.near.clone();
    untracked = other.untracked;
  }

  /** The same, that can be looked at without changing these. */
  Sites copy() {
    return new Sites(this);
  }

  /** Counts who made the accesses of a batch. */
  void add(final RecordBatch batch, final int program) {
    final long programBits = InstructionKeys.programBits(program);
    int next = run(batch, 0, programBits);
    while (next < batch.size()) {
      fetch(InstructionKeys.withProgram(batch.word(next), programBits));
      next = run(batch, next + 1, programBits);
    }
  }

  /** Counts until there is an instruction that isn't near; returns which record is its. */
  private int run(final RecordBatch batch, final int from, final long programBits) {
    final long[] cells = near;
    final int size = batch.size();
    int i = from;
    for (; i < size; i++) {
      final long site = InstructionKeys.withProgram(batch.word(i), programBits);
      final int cell = cell(site) & (cells.length - 1);
      if (cells[cell] != site) {
        break;
      }
      cells[cell + 1]++;
    }
    return i;
  }

  private static int cell(final long site) {
    return (int) ((site * GOLDEN_RATIO) >>> (Long.SIZE - MAX_NEAR_LOG2)) << 1;
  }

  /** Counts an instruction that isn't near, and brings it there. */
  private void fetch(final long site) {
    if (table.size() > near.length / (2 * PLACES) && near.length < 2 << MAX_NEAR_LOG2) {
      settle();
      near = new long[2 * near.length];
    }
    final int cell = cell(site) & (near.length - 1);
    flush(cell);
    // Now, not when it leaves: those that came first have a place in the table.
    add(key(site), 1);
    near[cell] = site;
  }

  private void flush(final int cell) {
    if (near[cell] != 0) {
      add(key(near[cell]), near[cell + 1]);
      near[cell] = 0;
      near[cell + 1] = 0;
    }
  }

  private static long key(final long site) {
    return InstructionKeys.of(site, InstructionKeys.programBits(InstructionKeys.program(site)));
  }

  private void add(final long key, final long count) {
    final int slot = table.find(key);
    final long before = table.value(slot);
    if (before != 0) {
      table.update(slot, before + count);
    } else if (table.size() == limit) {
      untracked += count;
    } else {
      table.insert(slot, key, count);
    }
  }

  /** Sees instructions. */
  interface Visitor {
    void site(long key, long count);
  }

  /** Shows all that are counted apart. */
  void forEach(final Visitor visitor) {
    settle();
    table.forEach(visitor::site);
  }

  private void settle() {
    for (int cell = 0; cell < near.length; cell += 2) {
      flush(cell);
    }
  }

  void save(final DataOutput out) throws IOException {
    settle();
    out.writeInt(table.size());
    table.forEach(
        (key, count) -> {
          out.writeLong(key);
          out.writeLong(count);
        });
  }

  /**
   * Adds what {@link #save} wrote of others that have no limit either.
   *
   * @param programs by their numbers there, the numbers here
   */
  void add(final DataInput in, final int[] programs) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      add(InstructionKeys.renumbered(in.readLong(), programs), in.readLong());
    }
  }

  int size() {
    return table.size();
  }

  /** Accesses of instructions that came when there was no room. */
  long untracked() {
    return untracked;
  }
}
