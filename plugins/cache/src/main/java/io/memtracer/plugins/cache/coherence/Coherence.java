package io.memtracer.plugins.cache.coherence;

import io.memtracer.plugins.cache.inclusion.Held;
import io.memtracer.plugins.cache.level.Storage;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps the private caches of all vCPUs as the protocol MESI does (M. S. Papamarcos and J. H.
 * Patel, "A low-overhead coherence solution for multiprocessors with private cache memories", ISCA
 * 1984), as far as hits show it: a line that is dirty in the caches of one vCPU is in those of no
 * other.
 *
 * <p>So a store takes a line out of all others, and a load makes it clean there. What is clean is
 * shared or exclusive in terms of the protocol; which of them makes no hit or miss.
 */
public final class Coherence {

  private final Storage home;

  /** Exclusive levels that vCPUs share, before the home: what is dirty there moves up so. */
  private final List<Held> before;

  private final List<PrivateCaches> vcpus = new ArrayList<>();

  /**
   * Begins without vCPUs.
   *
   * @param home what lines are written to that others ask for; not an exclusive level, since the
   *     line stays above
   * @param before the exclusive levels that are passed over for that
   */
  public Coherence(final Storage home, final List<Held> before) {
    this.home = home;
    this.before = before;
  }

  public PrivateCaches join(final List<Held> levels) {
    final PrivateCaches joined = new PrivateCaches(this, levels);
    vcpus.add(joined);
    return joined;
  }

  void load(final PrivateCaches by, final long line) {
    boolean isElsewhere = false;
    for (int i = 0; i < vcpus.size(); i++) {
      final PrivateCaches vcpu = vcpus.get(i);
      if (vcpu != by) {
        if (vcpu.clean(line)) {
          home.writeBack(line);
        }
        isElsewhere |= !before.isEmpty() && vcpu.has(line);
      }
    }
    if (isElsewhere) {
      clean(line);
    }
  }

  /** A private cache has it and another one will, so that none of them can have it dirty. */
  private void clean(final long line) {
    for (int i = 0; i < before.size(); i++) {
      if (before.get(i).clean(line)) {
        home.writeBack(line);
      }
    }
  }

  void store(final PrivateCaches by, final long line) {
    for (int i = 0; i < vcpus.size(); i++) {
      final PrivateCaches vcpu = vcpus.get(i);
      if (vcpu != by && vcpu.lose(line)) {
        home.writeBack(line);
      }
    }
  }
}
