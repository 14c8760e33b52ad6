package io.memtracer.plugins.kernelusersplit;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Arrays;

/**
 * Changes of CPL from one record of a vCPU to its next. It knows what each vCPU began and ended
 * with, so that the change between two parts of a trace can be counted when they are joined.
 */
final class ModeSwitches {

  private static final int VCPUS = 256;
  private static final int UNKNOWN = -1;

  /** Accesses are missing before the first record: it can't be compared with one before. */
  private static final int AFTER_GAP = -2;

  private final long[] counts = new long[VCPUS];
  private final int[] last = new int[VCPUS];
  private final int[] first = new int[VCPUS];
  private final long[] firstWindow = new long[VCPUS];

  ModeSwitches() {
    Arrays.fill(last, UNKNOWN);
    Arrays.fill(first, UNKNOWN);
  }

  /**
   * A vCPU makes an access.
   *
   * @param window the number of the window it is in
   * @return whether it did the last one at another CPL
   */
  boolean at(final int vcpu, final int cpl, final long window) {
    final int before = last[vcpu];
    last[vcpu] = cpl;
    if (first[vcpu] == UNKNOWN) {
      first[vcpu] = cpl;
      firstWindow[vcpu] = window;
    }
    if (before == UNKNOWN || before == cpl) {
      return false;
    }
    counts[vcpu]++;
    return true;
  }

  /** Accesses of a vCPU are missing: nobody knows how often it changed. */
  void gap(final int vcpu) {
    last[vcpu] = UNKNOWN;
    if (first[vcpu] == UNKNOWN) {
      first[vcpu] = AFTER_GAP;
    }
  }

  /** How often each vCPU did. */
  long[] counts() {
    return counts;
  }

  /**
   * Absorbs what came directly behind.
   *
   * @param windows of what came behind: the switch in between is counted there
   */
  void append(final ModeSwitches next, final ModeWindows windows) {
    for (int vcpu = 0; vcpu < VCPUS; vcpu++) {
      counts[vcpu] += next.counts[vcpu];
      if (last[vcpu] >= 0 && next.first[vcpu] >= 0 && last[vcpu] != next.first[vcpu]) {
        counts[vcpu]++;
        windows.addSwitch(next.firstWindow[vcpu]);
      }
      if (next.first[vcpu] != UNKNOWN) {
        last[vcpu] = next.last[vcpu];
      }
      if (first[vcpu] == UNKNOWN) {
        first[vcpu] = next.first[vcpu];
        firstWindow[vcpu] = next.firstWindow[vcpu];
      }
    }
  }

  void save(final DataOutput out) throws IOException {
    for (int vcpu = 0; vcpu < VCPUS; vcpu++) {
      out.writeLong(counts[vcpu]);
      out.writeByte(last[vcpu]);
      out.writeByte(first[vcpu]);
      out.writeLong(firstWindow[vcpu]);
    }
  }

  static ModeSwitches read(final DataInput in) throws IOException {
    final ModeSwitches read = new ModeSwitches();
    for (int vcpu = 0; vcpu < VCPUS; vcpu++) {
      read.counts[vcpu] = in.readLong();
      read.last[vcpu] = in.readByte();
      read.first[vcpu] = in.readByte();
      read.firstWindow[vcpu] = in.readLong();
    }
    return read;
  }
}
