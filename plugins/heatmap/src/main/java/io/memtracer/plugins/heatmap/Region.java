package io.memtracer.plugins.heatmap;

import io.memtracer.plugins.support.Estimate;

/**
 * A range of addresses that is used.
 *
 * @param first address
 * @param last address
 * @param used bytes of it that blocks make up that were accessed
 * @param estimate accesses to it; exact if all lines were looked at
 * @param from ordinal of the first column in which it was accessed
 * @param until where the last of these columns ends
 */
record Region(long first, long last, long used, Estimate estimate, long from, long until) {

  /** How many accesses there were to it, most likely. */
  long accesses() {
    return Math.round(estimate.value());
  }

  /** Its bytes; of more than a long can hold, as many as that can. */
  long size() {
    final long size = last - first + 1;
    return size > 0 ? size : Long.MAX_VALUE;
  }
}
