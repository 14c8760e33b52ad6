package io.memtracer.host.status;

/**
 * Instructions that the guest executed, by privilege level: each {@link #UNKNOWN} where nobody
 * counted.
 */
public record InstructionCounts(long cpl0, long cpl1, long cpl2, long cpl3) {

  /** Nobody counted. */
  public static final long UNKNOWN = -1;

  /** Nobody counted anything. */
  public static final InstructionCounts NONE =
      new InstructionCounts(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN);

  /** How many at one level. */
  public long at(final int cpl) {
    return switch (cpl) {
      case 0 -> cpl0;
      case 1 -> cpl1;
      case 2 -> cpl2;
      case 3 -> cpl3;
      default -> throw new IllegalArgumentException("cpl must be 0 to 3, but is " + cpl);
    };
  }

  /** Those of user code. */
  public long user() {
    return cpl3;
  }

  /** Those of the kernel. */
  public long kernel() {
    return sum(sum(cpl0, cpl1), cpl2);
  }

  /** All that were counted. */
  public long total() {
    return sum(kernel(), user());
  }

  /** The sum of both, level by level. */
  public InstructionCounts plus(final InstructionCounts other) {
    return new InstructionCounts(
        sum(cpl0, other.cpl0), sum(cpl1, other.cpl1), sum(cpl2, other.cpl2), sum(cpl3, other.cpl3));
  }

  private static long sum(final long one, final long other) {
    if (one == UNKNOWN) {
      return other;
    }
    return other == UNKNOWN ? one : one + other;
  }
}
