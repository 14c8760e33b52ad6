package io.memtracer.host.session.workload;

import java.nio.charset.StandardCharsets;

/**
 * Finds a marker in a stream of bytes given one at a time, so that it doesn't matter how the bytes
 * were cut into pieces. Knuth, Morris and Pratt's algorithm: no byte is looked at twice.
 *
 * <p>external-process has the same: a plugin's JAR contains all it uses but the API.
 */
final class MarkerMatcher {

  private final byte[] marker;

  /** For each length of a matched beginning, the next shorter one that may go on. */
  private final int[] shorter;

  private int matched;

  MarkerMatcher(final String text) {
    marker = text.getBytes(StandardCharsets.US_ASCII);
    shorter = new int[marker.length + 1];
    int border = 0;
    for (int i = 1; i < marker.length; i++) {
      border = extend(border, marker[i]);
      shorter[i + 1] = border;
    }
  }

  /** Takes the next byte; true if it completes the marker. */
  boolean accept(final byte next) {
    matched = extend(matched, next);
    if (matched < marker.length) {
      return false;
    }
    matched = 0;
    return true;
  }

  int length() {
    return marker.length;
  }

  private int extend(final int length, final byte next) {
    int candidate = length;
    while (candidate > 0 && marker[candidate] != next) {
      candidate = shorter[candidate];
    }
    return marker[candidate] == next ? candidate + 1 : candidate;
  }
}
