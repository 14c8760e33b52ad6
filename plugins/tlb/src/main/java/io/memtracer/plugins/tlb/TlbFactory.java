package io.memtracer.plugins.tlb;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.OptionSpec;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.plugins.support.MissingInstructions;
import java.util.List;

/** The entry point of the JAR. */
public final class TlbFactory implements TraceAnalyzerFactory {

  private static final String L1 = "l1";
  private static final String L1_LARGE = "l1-large";
  private static final String L2 = "l2";
  private static final String ASIDS = "asids";
  private static final String USER_PAGES = "user-pages";
  private static final String KERNEL_PAGES = "kernel-pages";
  private static final String TOP = "top";
  private static final String TABLE = "table";
  private static final String WINDOW = "window";

  /** What is asked of instructions: the second level, and the page tables. */
  private static final int ANSWERS = 2;

  /** Created by the host. */
  public TlbFactory() {}

  @Override
  public String name() {
    return "tlb";
  }

  @Override
  public String description() {
    return "TLBs of two levels: misses and page walks, and who makes them.";
  }

  @Override
  public List<OptionSpec> options() {
    return List.of(
        OptionSpec.text(L1, "64:4", "First level for pages of 4 KiB, ENTRIES:WAYS."),
        OptionSpec.text(L1_LARGE, "32:4", "First level for pages of 2 MiB, ENTRIES:WAYS."),
        OptionSpec.text(L2, "1536:12", "Second level for both, ENTRIES:WAYS."),
        OptionSpec.integer(
            ASIDS, 1, 1, 4096, "Address spaces whose pages are kept at a time: 1 without PCIDs."),
        OptionSpec.choice(
            USER_PAGES, PageSizes.SMALL, PageSizes.USER_CHOICES, "Pages of user memory."),
        OptionSpec.choice(
            KERNEL_PAGES,
            PageSizes.MIXED,
            PageSizes.KERNEL_CHOICES,
            "Pages of the kernel: mixed is 2M for its image and for all memory mapped at once."),
        OptionSpec.integer(
            TOP, 20, 0, 100_000, "Instructions listed, those with the most page walks first."),
        OptionSpec.integer(TABLE, 262_144, 1, 4_000_000, "Instructions tracked at most."),
        OptionSpec.number(
            WINDOW, 1_000_000, 1, 1L << 40, "Accesses in a window of the series over time."));
  }

  @Override
  public TraceAnalyzer create(final AnalyzerOptions options) {
    final Shape shape =
        new Shape(
            Geometry.parse(L1, options.text(L1)),
            Geometry.parse(L1_LARGE, options.text(L1_LARGE)),
            Geometry.parse(L2, options.text(L2)),
            options.integer(ASIDS));
    return new TlbAnalyzer(
        shape,
        new PageSizes(options.choice(USER_PAGES), options.choice(KERNEL_PAGES)),
        new MissingInstructions(ANSWERS, options.integer(TABLE)),
        options.number(WINDOW),
        options.integer(TOP));
  }
}
