package io.memtracer.plugins.cache.policy;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which line of a full set has to go. */
public enum Policy {
  /** The one that wasn't used for longest. */
  LRU,
  /** The one that came first. */
  FIFO,
  /** Any, by a generator with a seed. */
  RANDOM,
  /** A binary tree of bits that point away from what was used. */
  PLRU,
  /** The one whose next use is predicted to be farthest, the same for all that come. */
  SRRIP,
  /** The same, but most that come are predicted not to be used. */
  BRRIP,
  /** Of these two what misses less. */
  DRRIP;

  /** What users type, for messages. */
  public static String keys() {
    return Arrays.stream(values()).map(Policy::key).collect(Collectors.joining(", "));
  }

  /** What users type. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Policy> of(final String key) {
    return Arrays.stream(values()).filter(policy -> policy.key().equals(key)).findFirst();
  }

  /**
   * An empty cache with this policy.
   *
   * @param sets how many sets
   * @param ways lines in a set
   * @param seed where chance comes from, if it does
   */
  public CacheSets create(final int sets, final int ways, final long seed) {
    return switch (this) {
      case LRU -> new OrderedSets(sets, ways, true);
      case FIFO -> new OrderedSets(sets, ways, false);
      case RANDOM -> new RandomSets(sets, ways, seed);
      case PLRU -> new TreePlruSets(sets, ways);
      case SRRIP -> new RripSets(sets, ways, RripInsertion.always());
      case BRRIP -> new RripSets(sets, ways, RripInsertion.bimodal(seed));
      case DRRIP -> new RripSets(sets, ways, new SetDuel(sets, seed));
    };
  }
}
