package io.memtracer.plugins.sharing;

import io.memtracer.plugins.support.InstructionKeys;
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
  private static final int MAX_SIDES = 16;

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
  private final List<Side> sides = new ArrayList<>();

  SharedLine(final long key) {
    this.key = key;
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
    if (sides.size() < MAX_SIDES) {
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
}
