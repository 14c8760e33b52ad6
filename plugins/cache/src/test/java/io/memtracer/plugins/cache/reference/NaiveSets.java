package io.memtracer.plugins.cache.reference;

import io.memtracer.plugins.cache.options.LevelSpec;
import io.memtracer.plugins.cache.policy.Policy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** The sets of a cache as one would write them down: a list of lines for each. */
final class NaiveSets {

  /** What is known of a set. */
  private final class OneSet {
    /**
     * In order of use or of coming, where that says what goes; otherwise by place, null if free.
     */
    private final List<Long> lines = new ArrayList<>();

    private final Map<Long, Integer> rrpv = new HashMap<>();
    private final boolean[] pointsRight = new boolean[2 * ways];
  }

  final Set<Long> dirty = new HashSet<>();

  /** Prefetched and not used since. */
  final Set<Long> ahead = new HashSet<>();

  private final Policy policy;
  private final int sets;
  private final int ways;
  private final SplittableRandom random;
  private int counter = 511;
  private final Map<Long, OneSet> bySet = new HashMap<>();

  NaiveSets(final LevelSpec spec, final int lineBytes, final long seed) {
    policy = spec.policy();
    sets = spec.sets(lineBytes);
    ways = spec.ways();
    random = new SplittableRandom(seed);
  }

  private OneSet set(final long line) {
    return bySet.computeIfAbsent(line % sets, key -> new OneSet());
  }

  boolean use(final long line) {
    final OneSet set = set(line);
    if (!set.lines.contains(line)) {
      return false;
    }
    if (policy == Policy.LRU) {
      set.lines.remove(line);
      set.lines.add(line);
    }
    set.rrpv.put(line, 0);
    pointAway(set, set.lines.indexOf(line), 1, 0, ways);
    return true;
  }

  boolean has(final long line) {
    return set(line).lines.contains(line);
  }

  Set<Long> lines() {
    final Set<Long> all = new HashSet<>();
    bySet.values().forEach(set -> all.addAll(set.lines));
    all.remove(null);
    return all;
  }

  /** Takes a line out, if it is there. */
  boolean take(final long line) {
    final OneSet set = set(line);
    final int place = set.lines.indexOf(line);
    if (place < 0) {
      return false;
    }
    if (isOrdered()) {
      set.lines.remove(place);
    } else {
      set.lines.set(place, null);
    }
    set.rrpv.remove(line);
    ahead.remove(line);
    return true;
  }

  private boolean isOrdered() {
    return policy == Policy.LRU || policy == Policy.FIFO;
  }

  /** The line that had to go, or null. */
  Long insert(final long line) {
    final OneSet set = set(line);
    Long evicted = null;
    if (set.lines.contains(null)) {
      set.lines.set(set.lines.indexOf(null), line);
    } else if (set.lines.size() < ways) {
      set.lines.add(line);
    } else {
      final int victim = victim(set);
      if (isOrdered()) {
        evicted = set.lines.remove(victim);
        set.lines.add(line);
      } else {
        evicted = set.lines.set(victim, line);
      }
      set.rrpv.remove(evicted);
      ahead.remove(evicted);
    }
    set.rrpv.put(line, predicted((int) (line % sets)));
    pointAway(set, set.lines.indexOf(line), 1, 0, ways);
    return evicted;
  }

  private int predicted(final int set) {
    return switch (policy) {
      case BRRIP -> bimodal();
      case DRRIP -> dueling(set);
      default -> 2;
    };
  }

  private int bimodal() {
    return random.nextInt(32) == 0 ? 2 : 3;
  }

  /** Leaders are written down region by region. */
  private int dueling(final int set) {
    final int regions = Math.max(1, Math.min(32, sets / 4));
    final int size = sets / regions;
    final Set<Integer> srrip = new HashSet<>();
    final Set<Integer> brrip = new HashSet<>();
    for (int region = 0; region < regions; region++) {
      srrip.add(region * size + region % size);
      brrip.add(region * size + (region + size / 2) % size);
    }
    if (srrip.contains(set)) {
      counter += counter < 1023 ? 1 : 0;
      return 2;
    }
    if (brrip.contains(set)) {
      counter -= counter > 0 ? 1 : 0;
      return bimodal();
    }
    return counter >= 512 ? bimodal() : 2;
  }

  private int victim(final OneSet set) {
    return switch (policy) {
      case LRU, FIFO -> 0;
      case RANDOM -> random.nextInt(ways);
      case PLRU -> pointedTo(set, 1, 0, ways);
      case SRRIP, BRRIP, DRRIP -> distant(set);
    };
  }

  private static int distant(final OneSet set) {
    while (true) {
      for (int way = 0; way < set.lines.size(); way++) {
        if (set.rrpv.get(set.lines.get(way)) == 3) {
          return way;
        }
      }
      set.rrpv.replaceAll((line, value) -> value + 1);
    }
  }

  private void pointAway(
      final OneSet set, final int way, final int node, final int from, final int count) {
    if (policy == Policy.PLRU && count > 1) {
      final boolean right = way >= from + count / 2;
      set.pointsRight[node] = !right;
      pointAway(
          set, way, right ? 2 * node + 1 : 2 * node, right ? from + count / 2 : from, count / 2);
    }
  }

  private static int pointedTo(final OneSet set, final int node, final int from, final int count) {
    if (count == 1) {
      return from;
    }
    return set.pointsRight[node]
        ? pointedTo(set, 2 * node + 1, from + count / 2, count / 2)
        : pointedTo(set, 2 * node, from, count / 2);
  }

  @Override
  public String toString() {
    return policy + " " + Arrays.asList(sets, ways);
  }
}
