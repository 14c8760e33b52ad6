package io.memtracer.plugins.sharing;

import io.memtracer.plugins.support.InstructionKeys;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What is known of a line that was contended. Not thread-safe. */
final class SharedLine {

  /** An instruction of one owner, as in its records' words, without the vCPU. */
  static final class Side {

    final long owner;
    final long word;
    long accesses;

    Side(final long owner, final long word) {
      this.owner = owner;
      this.word = word;
    }
  }

  /** More than these are left out: the list says who meets, and nearly always two do. */
  static final int MAX_SIDES = 16;

  static final Comparator<SharedLine> MOST_CONTENDED_FIRST =
      Comparator.comparingLong(SharedLine::accesses)
          .reversed()
          .thenComparing(line -> line.key, Long::compareUnsigned);

  final long key;
  long trueWindows;
  long falseWindows;
  long trueAccesses;
  long falseAccesses;
  long stores;
  private final int maxSides;
  private final List<Side> sides = new ArrayList<>();

  /**
   * A line that wasn't contended yet.
   *
   * @param maxSides of which is known who they are
   */
  SharedLine(final long key, final int maxSides) {
    this.key = key;
    this.maxSides = maxSides;
  }

  long accesses() {
    return trueAccesses + falseAccesses;
  }

  /** Books a window in which it was contended. */
  void add(final boolean isTrue, final long accesses, final long storing) {
    if (isTrue) {
      trueWindows++;
      trueAccesses += accesses;
    } else {
      falseWindows++;
      falseAccesses += accesses;
    }
    stores += storing;
  }

  void side(final long owner, final long word, final long accesses) {
    final long instruction = InstructionKeys.of(word, 0);
    for (int i = 0; i < sides.size(); i++) {
      final Side side = sides.get(i);
      if (side.owner == owner && side.word == instruction) {
        side.accesses += accesses;
        return;
      }
    }
    if (sides.size() < maxSides) {
      final Side side = new Side(owner, instruction);
      side.accesses = accesses;
      sides.add(side);
    }
  }

  /** Those with the most accesses first. */
  List<Side> sides() {
    return sides.stream()
        .sorted(
            Comparator.comparingLong((Side side) -> -side.accesses)
                .thenComparingLong(side -> side.owner)
                .thenComparing(side -> side.word, Long::compareUnsigned))
        .toList();
  }

  long owners() {
    return sides.stream().mapToLong(side -> side.owner).distinct().count();
  }

  /** Adds what is known of the same line in windows behind these. */
  void add(final SharedLine next) {
    trueWindows += next.trueWindows;
    falseWindows += next.falseWindows;
    trueAccesses += next.trueAccesses;
    falseAccesses += next.falseAccesses;
    stores += next.stores;
    next.sides.forEach(side -> side(side.owner, side.word, side.accesses));
  }

  void save(final DataOutput out) throws IOException {
    out.writeLong(key);
    out.writeLong(trueWindows);
    out.writeLong(falseWindows);
    out.writeLong(trueAccesses);
    out.writeLong(falseAccesses);
    out.writeLong(stores);
    out.writeInt(sides.size());
    for (final Side side : sides) {
      out.writeLong(side.owner);
      out.writeLong(side.word);
      out.writeLong(side.accesses);
    }
  }

  static SharedLine read(final DataInput in) throws IOException {
    final SharedLine read = new SharedLine(in.readLong(), Integer.MAX_VALUE);
    read.trueWindows = in.readLong();
    read.falseWindows = in.readLong();
    read.trueAccesses = in.readLong();
    read.falseAccesses = in.readLong();
    read.stores = in.readLong();
    for (int left = in.readInt(); left > 0; left--) {
      read.side(in.readLong(), in.readLong(), in.readLong());
    }
    return read;
  }
}
