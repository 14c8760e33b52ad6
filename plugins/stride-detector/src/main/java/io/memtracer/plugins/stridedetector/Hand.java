package io.memtracer.plugins.stridedetector;

import java.util.Arrays;

/**
 * Entries that are at hand while one program runs, its own and the kernel's: each where its search
 * starts, the busiest of those with the same start. There the first look finds the entries of
 * nearly all accesses. Of the entries for one word a program has only one, so that the look needn't
 * ask which program it is of.
 */
final class Hand {

  private static final int FIRST_PLACES = 1 << 12;

  private Site[] sites = new Site[FIRST_PLACES];
  private int taken;

  /** Entries by {@link ReferencePredictionTable#home}; another array after {@link #take}. */
  Site[] sites() {
    return sites;
  }

  /** Takes an entry, unless there is a busier one in its place. */
  void take(final Site site) {
    put(site);
    if (taken > sites.length / 8 && sites.length < ReferencePredictionTable.MAX_PLACES) {
      grow();
    }
  }

  private void put(final Site site) {
    final int home = ReferencePredictionTable.home(site.word, sites.length);
    if (sites[home] == null) {
      taken++;
      sites[home] = site;
    } else if (site.accesses() > sites[home].accesses()) {
      sites[home] = site;
    }
  }

  /**
   * None are at hand afterwards that weren't: something may be missing before their next access.
   */
  private void grow() {
    final Site[] before = sites;
    sites = new Site[2 * before.length];
    taken = 0;
    for (final Site site : before) {
      if (site != null) {
        put(site);
      }
    }
  }

  /** Makes the next look for any entry go through the table. */
  void putAllAway() {
    Arrays.fill(sites, null);
    taken = 0;
  }
}
