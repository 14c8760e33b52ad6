package io.memtracer.plugins.cache.options;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Hierarchies of real machines, as far as this model goes: sizes and ways. Where each figure is
 * from is in docs/analyzers/cache.md.
 */
public enum Machine {
  /** Intel Skylake for desktops with four cores, such as the i7-6700. */
  SKYLAKE("l1:32K:8+l2:256K:4+l3:8M:16:shared"),
  /** Intel Skylake for servers with ten cores, such as the i9-7900X. */
  SKYLAKE_SERVER("l1:32K:8+l2:1M:16+l3:14080K:11:shared"),
  /** AMD Zen 2, a core complex of four. */
  ZEN2("l1:32K:8+l2:512K:8+l3:16M:16:shared"),
  /** Arm Neoverse N1 with the larger second level; what is behind it depends on the chip. */
  NEOVERSE_N1("l1:64K:4+l2:1M:8");

  /** What users type if they mean none. */
  public static final String NONE = "none";

  /** As users would type them. */
  public final String levels;

  Machine(final String levels) {
    this.levels = levels;
  }

  public String key() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  public static Machine of(final String key) {
    return find(key).orElseThrow();
  }

  public static Optional<Machine> find(final String key) {
    return Arrays.stream(values()).filter(machine -> machine.key().equals(key)).findFirst();
  }

  /** All words for the option. */
  public static List<String> choices() {
    final List<String> choices = new ArrayList<>(List.of(NONE));
    Arrays.stream(values()).map(Machine::key).forEach(choices::add);
    return choices;
  }
}
