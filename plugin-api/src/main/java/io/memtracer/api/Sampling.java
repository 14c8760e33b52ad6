package io.memtracer.api;

/**
 * Block sampling: accesses are counted from 0, and access <i>i</i> is traced if bits [blockLog2,
 * blockLog2 + ratioLog2) of <i>i</i> are all zero. So one block of 2<sup>blockLog2</sup> accesses
 * is traced, then 2<sup>ratioLog2</sup> - 1 blocks are skipped.
 *
 * @param blockLog2 log2 of the block's length in accesses, 0 to 64
 * @param ratioLog2 log2 of the number of blocks of which one is traced, 0 to 64; their sum is at
 *     most 64
 */
public record Sampling(int blockLog2, int ratioLog2) {

  /** Every access is traced. */
  public static final Sampling ALL = new Sampling(0, 0);

  private static final int MAX_LOG2 = 64;

  public Sampling {
    if (blockLog2 < 0 || ratioLog2 < 0 || blockLog2 + ratioLog2 > MAX_LOG2) {
      throw new IllegalArgumentException(
          "blockLog2 and ratioLog2 must be at least 0 and their sum at most 64, but blockLog2="
              + blockLog2
              + ", ratioLog2="
              + ratioLog2);
    }
  }

  /**
   * Whether this leaves nothing out.
   *
   * @return true if every access is traced
   */
  public boolean tracesAll() {
    return ratioLog2 == 0 || blockLog2 == MAX_LOG2;
  }
}
