package io.memtracer.plugins.cache.prefetch;

import java.util.Arrays;

/**
 * Guesses that an instruction goes on as it did: a table of instructions with the address that each
 * asked for last and how far that was from the one before, which counts when it was so twice (J.-L.
 * Baer and T.-F. Chen, "An effective on-chip preloading scheme to reduce data access penalty",
 * Supercomputing 1991).
 *
 * <p>Distances are in bytes, as steps larger than a line have them, or in lines, as those have that
 * come to each line several times.
 */
public final class StridePrefetcher implements Prefetcher {

  static final int ENTRIES = 256;

  /** The address of no instruction: those are sign-extended from 48 bits. */
  private static final long NONE = Long.MIN_VALUE;

  private final CurrentAccess access;
  private final int lineShift;
  private final long[] instructions = new long[ENTRIES];
  private final long[] addresses = new long[ENTRIES];
  private final long[] byteDistances = new long[ENTRIES];
  private final long[] lineDistances = new long[ENTRIES];

  public StridePrefetcher(final CurrentAccess access, final int lineShift) {
    this.access = access;
    this.lineShift = lineShift;
    Arrays.fill(instructions, NONE);
  }

  @Override
  public long after(final long line) {
    final long pc = access.pc();
    final long address = access.addressIn(line, lineShift);
    final int entry = (int) pc & (ENTRIES - 1);
    if (instructions[entry] != pc) {
      instructions[entry] = pc;
      addresses[entry] = address;
      byteDistances[entry] = 0;
      lineDistances[entry] = 0;
      return line;
    }
    final long byBytes = address - addresses[entry];
    final long byLines = line - (addresses[entry] >>> lineShift);
    long guess = line;
    if (byBytes == byteDistances[entry]) {
      guess = (address + byBytes) >>> lineShift;
    } else if (byLines == lineDistances[entry]) {
      guess = line + byLines;
    }
    addresses[entry] = address;
    byteDistances[entry] = byBytes;
    lineDistances[entry] = byLines;
    return Prefetcher.withinPage(line, guess, lineShift);
  }
}
