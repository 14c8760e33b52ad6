package io.memtracer.plugins.reusedistance;

/**
 * Uses of lines that weren't among the {@link RecentLines}, and what each of them took away there:
 * these have nothing to know of the rest of the stack, and can go ahead. Not thread-safe.
 */
final class DeepUses {

  private long[] lines = new long[0];
  private int[] kinds = new int[0];
  private long[] times = new long[0];
  private long[] takenLines = new long[0];
  private long[] takenTimes = new long[0];
  private int count;

  /** Has room for so many, when there are none. */
  void room(final int uses) {
    if (lines.length < uses) {
      lines = new long[uses];
      kinds = new int[uses];
      times = new long[uses];
      takenLines = new long[uses];
      takenTimes = new long[uses];
    }
  }

  void add(
      final long line, final int kind, final long now, final long takenLine, final long takenTime) {
    lines[count] = line;
    kinds[count] = kind;
    times[count] = now;
    takenLines[count] = takenLine;
    takenTimes[count] = takenTime;
    count++;
  }

  /** Goes on with all of them. */
  void measure(final Meter meter) {
    for (int i = 0; i < count; i++) {
      meter.useDeep(lines[i], kinds[i], times[i], takenLines[i], takenTimes[i]);
    }
    count = 0;
  }
}
