package io.memtracer.plugins.cache;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.plugins.cache.hierarchy.Hierarchy;
import io.memtracer.plugins.cache.options.HierarchySpec;
import io.memtracer.plugins.cache.options.LevelChecks;
import io.memtracer.plugins.cache.options.LevelParser;
import io.memtracer.plugins.cache.options.LevelSpec;
import io.memtracer.plugins.cache.options.LinkChecks;
import io.memtracer.plugins.cache.options.Machine;
import io.memtracer.plugins.cache.sample.ChosenSets;
import io.memtracer.plugins.cache.sample.ChosenSetsAnalyzer;
import io.memtracer.plugins.support.MissingInstructions;
import io.memtracer.plugins.support.PhysicalMemory;
import io.memtracer.plugins.support.SampledLines;
import java.util.List;

/** The entry point of the JAR. */
public final class CacheFactory implements TraceAnalyzerFactory {

  static final String DEFAULT_LEVELS = "l1:32K:8+l2:1M:16+llc:8M:16:shared";

  private static final String LEVELS = "levels";
  private static final String MACHINE = "machine";
  private static final String LINE = "line";
  private static final String TOP = "top";
  private static final String TABLE = "table";
  private static final String WINDOW = "window";
  private static final String SEED = "seed";
  private static final String THREE_C = "three-c";
  private static final String COHERENCE = "coherence";
  private static final String MESI = "mesi";

  /** Created by the host. */
  public CacheFactory() {}

  @Override
  public String name() {
    return "cache";
  }

  @Override
  public String description() {
    return "A hierarchy of data caches: hits, misses and write-backs of each level, and who"
        + " misses.";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.text(
            LEVELS,
            DEFAULT_LEVELS,
            "NAME:SIZE:WAYS[:shared|lru|fifo|random|plru|srrip|brrip|drrip|write-through"
                + "|no-allocate|inclusive|exclusive|next-line|stride]..., joined by +."),
        OptionSpec.choice(
            MACHINE, Machine.NONE, Machine.choices(), "Levels of a real machine instead."),
        OptionSpec.bytes(LINE, 64, 16, 4096, "Bytes in a line, a power of two."),
        OptionSpec.integer(
            TOP, 20, 0, 100_000, "Instructions listed, those that miss the most first."),
        OptionSpec.integer(TABLE, 262_144, 1, 4_000_000, "Instructions tracked at most."),
        OptionSpec.number(
            WINDOW, 1_000_000, 1, 1L << 40, "Accesses in a window of the series over time."),
        OptionSpec.number(
            SEED, 1, 0, 1L << 40, "Where chance comes from, with random, brrip and drrip."),
        OptionSpec.choice(
            COHERENCE,
            "none",
            List.of("none", MESI),
            "Whether a store takes the line from other vCPUs' private caches."),
        PhysicalMemory.option("By which addresses lines are found"),
        OptionSpec.flag(
            THREE_C, false, "Whether misses are divided into cold, capacity and conflict."),
        SampledLines.OPTION);
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    final int lineBytes = options.integer(LINE);
    if (Integer.bitCount(lineBytes) != 1) {
      throw new InvalidOptionException(
          "option line must be a power of two, but " + lineBytes + " isn't");
    }
    final List<LevelSpec> levels = new LevelParser(lineBytes).parse(levels(options));
    LevelChecks.check(levels, lineBytes);
    final HierarchySpec spec =
        new HierarchySpec(
            levels,
            lineBytes,
            options.number(SEED),
            options.flag(THREE_C),
            options.choice(COHERENCE).equals(MESI));
    LinkChecks.check(spec);
    final MissingInstructions instructions =
        new MissingInstructions(levels.size(), options.integer(TABLE));
    final double share = options.decimal(SampledLines.OPTION.name());
    final TraceAnalyzer analyzer =
        share < 1
            ? new ChosenSetsAnalyzer(
                ChosenSets.of(spec, share), new Hierarchy(spec), instructions, options.integer(TOP))
            : new CacheAnalyzer(
                new Hierarchy(spec), instructions, options.number(WINDOW), options.integer(TOP));
    return needsPhysicalAddresses(options) ? new PhysicalMemory(analyzer) : analyzer;
  }

  @Override
  public boolean needsPhysicalAddresses(final AnalyzerOptions options) {
    return PhysicalMemory.isWanted(options);
  }

  private static String levels(final AnalyzerOptions options) {
    final String machine = options.choice(MACHINE);
    if (machine.equals(Machine.NONE)) {
      return options.text(LEVELS);
    }
    if (!options.text(LEVELS).equals(DEFAULT_LEVELS)) {
      throw new InvalidOptionException(
          "give levels or machine, not both: " + machine + " is " + Machine.of(machine).levels);
    }
    return Machine.of(machine).levels;
  }
}
