package io.memtracer.plugins.cache.options;

import io.memtracer.api.InvalidOptionException;
import io.memtracer.plugins.cache.policy.Policy;
import io.memtracer.plugins.cache.policy.SetDuel;
import io.memtracer.plugins.cache.policy.TreePlruSets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Refuses hierarchies that can't be. */
public final class LevelChecks {

  static final int MAX_LEVELS = 8;
  static final int MAX_WAYS = 4096;
  static final long MAX_LINES = 1 << 24;

  private static final Set<String> TAKEN = Set.of("memory", "total", "user", "kernel");

  private LevelChecks() {}

  public static void check(final List<LevelSpec> levels, final int lineBytes) {
    if (levels.size() > MAX_LEVELS) {
      throw new InvalidOptionException(
          "there can be " + MAX_LEVELS + " levels, but these are " + levels.size());
    }
    final Set<String> names = new HashSet<>(TAKEN);
    boolean shared = false;
    for (final LevelSpec level : levels) {
      if (!names.add(level.name())) {
        throw new InvalidOptionException(
            "a level needs a name that nothing else has: " + level.name() + " is taken");
      }
      if (shared && !level.shared()) {
        throw new InvalidOptionException(
            "level " + level.name() + " is private, but one before it is shared: say shared");
      }
      shared = level.shared();
      checkSize(level, lineBytes);
    }
    if (Integer.bitCount(levels.get(0).sets(lineBytes)) != 1) {
      throw new InvalidOptionException(
          "the first level must have 1, 2, 4, 8, ... sets, but "
              + levels.get(0).name()
              + " would have "
              + levels.get(0).sets(lineBytes));
    }
  }

  private static void checkSize(final LevelSpec level, final int lineBytes) {
    final long lines = level.bytes() / lineBytes;
    if (level.ways() < 1 || level.ways() > MAX_WAYS) {
      throw new InvalidOptionException(
          "level "
              + level.name()
              + " must have 1 to "
              + MAX_WAYS
              + " ways, but has "
              + level.ways());
    }
    if (level.policy() == Policy.PLRU
        && (Integer.bitCount(level.ways()) != 1 || level.ways() > TreePlruSets.MAX_WAYS)) {
      throw new InvalidOptionException(
          "with plru, level "
              + level.name()
              + " must have 1, 2, 4, ... "
              + TreePlruSets.MAX_WAYS
              + " ways, but has "
              + level.ways());
    }
    if (level.policy() == Policy.DRRIP && lines / level.ways() < SetDuel.MIN_SETS) {
      throw new InvalidOptionException(
          "with drrip, level "
              + level.name()
              + " must have "
              + SetDuel.MIN_SETS
              + " sets or more, but has one: say brrip or srrip");
    }
    if (lines > MAX_LINES) {
      throw new InvalidOptionException(
          "level " + level.name() + " can have " + MAX_LINES + " lines, but would have " + lines);
    }
    if (lines == 0 || level.bytes() % ((long) lineBytes * level.ways()) != 0) {
      throw new InvalidOptionException(
          "level "
              + level.name()
              + " of "
              + level.bytes()
              + " bytes can't be divided into sets of "
              + level.ways()
              + " lines of "
              + lineBytes
              + " bytes");
    }
  }
}
