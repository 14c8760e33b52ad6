package io.memtracer.plugins.hotspots;

import io.memtracer.plugins.support.Programs;

/**
 * Something that was accessed, or an instruction that accessed.
 *
 * @param place an address
 * @param program whose; a number of {@link Programs}
 * @param count accesses
 * @param excess by how much that may be too high
 * @param parts a {@link Quarters} of accesses, without what may be too much
 */
record Hot(long place, int program, long count, long excess, Parts parts) {

  /** Whose accesses, and which. */
  record Parts(long kernelLoads, long kernelStores, long userLoads, long userStores) {

    Parts plus(final Parts other) {
      return new Parts(
          kernelLoads + other.kernelLoads,
          kernelStores + other.kernelStores,
          userLoads + other.userLoads,
          userStores + other.userStores);
    }
  }

  /** Whether it is the same thing. */
  boolean isAt(final Hot other) {
    return place == other.place && program == other.program;
  }

  Hot plus(final Hot other) {
    return new Hot(
        place, program, count + other.count, excess + other.excess, parts.plus(other.parts));
  }
}
