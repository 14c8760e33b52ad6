package io.memtracer.plugins.kernelusersplit;

import io.memtracer.api.RecordBatch;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Accesses, counted by the low 16 bits of word 0: size, store, CPL and vCPU. All figures but those
 * of pages and order are sums over it.
 */
final class Counts {

  /** What an access has at most in nearly all programs. */
  static final int USUAL_BYTES = 16;

  private static final int SIZES = 8;
  private static final int USUAL_SIZES = Integer.numberOfTrailingZeros(USUAL_BYTES) + 1;
  private static final int DIFFERENT = 1 << 16;
  private static final int OF_ONE_WHO = 1 << 6;
  private static final int LANES = 4;

  /**
   * Neighbouring records are counted in different lanes: a counter that changes with each record
   * has to wait for itself.
   */
  private final long[][] lanes = new long[LANES][DIFFERENT];

  /** The loop does nothing else: then the JIT unrolls it, and nothing in it has to wait. */
  void add(final RecordBatch batch) {
    final long[] lane0 = lanes[0];
    final long[] lane1 = lanes[1];
    final long[] lane2 = lanes[2];
    final long[] lane3 = lanes[3];
    final int size = batch.size();
    int i = 0;
    for (; i < size - LANES + 1; i += LANES) {
      lane0[(int) batch.word(i) & (lane0.length - 1)]++;
      lane1[(int) batch.word(i + 1) & (lane1.length - 1)]++;
      lane2[(int) batch.word(i + 2) & (lane2.length - 1)]++;
      lane3[(int) batch.word(i + 3) & (lane3.length - 1)]++;
    }
    for (; i < size; i++) {
      lane0[(int) batch.word(i) & (lane0.length - 1)]++;
    }
  }

  /**
   * Accesses of at most {@link #USUAL_BYTES}.
   *
   * @param who bits of CPL and vCPU
   */
  long usual(final int who) {
    long accesses = 0;
    for (final long[] lane : lanes) {
      for (int word = who; word < who + OF_ONE_WHO; word += SIZES) {
        for (int size = 0; size < USUAL_SIZES; size++) {
          accesses += lane[word + size];
        }
      }
    }
    return accesses;
  }

  /** What there is of them, to be summed up in one way and another. */
  CountedWords words() {
    final int[] words = new int[DIFFERENT];
    final long[] accesses = new long[DIFFERENT];
    int present = 0;
    for (int word = 0; word < DIFFERENT; word++) {
      final long counted = counted(word);
      if (counted != 0) {
        words[present] = word;
        accesses[present++] = counted;
      }
    }
    return new CountedWords(Arrays.copyOf(words, present), Arrays.copyOf(accesses, present));
  }

  void save(final DataOutput out) throws IOException {
    for (int word = 0; word < DIFFERENT; word++) {
      final long counted = counted(word);
      if (counted != 0) {
        out.writeInt(word);
        out.writeLong(counted);
      }
    }
    out.writeInt(DIFFERENT);
  }

  /** Adds what {@link #save} wrote. */
  void add(final DataInput in) throws IOException {
    for (int word = in.readInt(); word != DIFFERENT; word = in.readInt()) {
      lanes[0][word] += in.readLong();
    }
  }

  private long counted(final int word) {
    long counted = 0;
    for (final long[] lane : lanes) {
      counted += lane[word];
    }
    return counted;
  }
}
