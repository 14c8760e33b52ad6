package io.memtracer.plugins.cache.reference;

import io.memtracer.plugins.cache.options.HierarchySpec;
import io.memtracer.plugins.cache.options.Inclusion;
import io.memtracer.plugins.cache.options.LevelParser;
import io.memtracer.plugins.cache.options.LevelSpec;
import io.memtracer.plugins.cache.policy.Policy;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A hierarchy made by chance.
 *
 * @param text its levels, as users type them
 * @param spec all of it
 * @param options the same, and some that make no difference to it
 */
record RandomLevels(String text, HierarchySpec spec, Map<String, String> options) {

  private static final List<String> POLICIES =
      Arrays.stream(Policy.values()).map(Policy::key).toList();

  static RandomLevels spec(
      final Random random, final String text, final int lineBytes, final boolean coherent) {
    final List<LevelSpec> levels = new LevelParser(lineBytes).parse(text);
    final boolean isCoherent = coherent && !levels.get(0).shared();
    final boolean threeC =
        random.nextBoolean()
            && levels.stream().noneMatch(one -> one.inclusion() == Inclusion.EXCLUSIVE);
    final HierarchySpec spec =
        new HierarchySpec(levels, lineBytes, random.nextInt(1000), threeC, isCoherent);
    return new RandomLevels(
        text,
        spec,
        Map.of(
            "levels", text,
            "line", Integer.toString(lineBytes),
            "seed", Long.toString(spec.seed()),
            "top", "100000",
            "three-c", Boolean.toString(threeC),
            "coherence", isCoherent ? "mesi" : "none",
            "window", Integer.toString(1 + random.nextInt(3000))));
  }

  /** Levels that only ask each other. */
  static String separate(final Random random, final int lineBytes) {
    final Levels levels = new Levels(random, lineBytes);
    final int count = 1 + random.nextInt(3);
    for (int level = 0; level < count; level++) {
      levels.add(random.nextInt(3) == 0, random.nextInt(3) == 0, "");
    }
    return levels.text.toString();
  }

  /** Levels with links of all kinds. */
  static String linked(final Random random, final int lineBytes) {
    final Levels levels = new Levels(random, lineBytes);
    final int count = 1 + random.nextInt(4);
    boolean throughBefore = true;
    for (int level = 0; level < count; level++) {
      final boolean exclusive = !throughBefore && random.nextInt(3) == 0;
      final boolean inclusive = !exclusive && level > 0 && random.nextInt(3) == 0;
      final boolean through = !exclusive && random.nextInt(4) == 0;
      final String prefetch =
          exclusive ? "" : List.of("", ":next-line", ":stride").get(random.nextInt(3));
      levels.add(
          through,
          !exclusive && random.nextInt(4) == 0,
          (exclusive ? ":exclusive" : inclusive ? ":inclusive" : "") + prefetch);
      throughBefore = through;
    }
    return levels.text.toString();
  }

  /** Levels, as they are written down. */
  private static final class Levels {

    private final Random random;
    private final int lineBytes;
    private final StringBuilder text = new StringBuilder();
    private int level;
    private boolean shared;

    Levels(final Random random, final int lineBytes) {
      this.random = random;
      this.lineBytes = lineBytes;
    }

    void add(final boolean through, final boolean noAllocate, final String more) {
      final String policy = POLICIES.get(random.nextInt(POLICIES.size()));
      final boolean power = level == 0 || policy.equals("plru") || random.nextBoolean();
      final int ways = power ? 1 << random.nextInt(4) : 1 + random.nextInt(8);
      final int least = policy.equals("drrip") ? 2 : 1;
      final int sets = power ? least << random.nextInt(4 + level) : least + random.nextInt(20);
      shared |= random.nextInt(3) == 0;
      text.append(level == 0 ? "" : "+")
          .append("l" + level + ":" + lineBytes * ways * sets + ":" + ways + ":" + policy)
          .append(shared ? ":shared" : ":private")
          .append(through ? ":write-through" : "")
          .append(noAllocate ? ":no-allocate" : "")
          .append(more);
      level++;
    }
  }
}
