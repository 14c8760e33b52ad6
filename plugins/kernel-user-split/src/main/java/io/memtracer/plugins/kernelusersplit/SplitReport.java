package io.memtracer.plugins.kernelusersplit;

import io.memtracer.api.RecordWord;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Axis;
import io.memtracer.api.result.Bucket;
import io.memtracer.api.result.Column;
import io.memtracer.api.result.Histogram;
import io.memtracer.api.result.Item;
import io.memtracer.api.result.Metric;
import io.memtracer.api.result.Section;
import io.memtracer.api.result.Series;
import io.memtracer.api.result.Table;
import io.memtracer.api.result.Unit;
import io.memtracer.plugins.support.BoundedSeries;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Puts the figures into sections. The keys are listed in docs/analyzers/kernel-user-split.md. */
final class SplitReport {

  private static final int USER = 0b1000;
  private static final int KERNEL = 0b0111;
  private static final int ALL = 0b1111;

  private final CountedWords counts;
  private final PagesByCpl pages;
  private final long[] switches;
  private final BoundedSeries series;
  private final Optional<SampledBlocks> sampled;
  private final long accesses;

  SplitReport(
      final Counts counts,
      final PagesByCpl pages,
      final long[] switches,
      final BoundedSeries series,
      final Optional<SampledBlocks> sampled) {
    this.counts = counts.words();
    this.pages = pages;
    this.switches = switches;
    this.series = series;
    this.sampled = sampled;
    accesses = this.counts.accesses(word -> true);
  }

  AnalysisResult result() {
    final List<Section> sections = new ArrayList<>();
    sampled.ifPresent(blocks -> sections.add(SplitEstimates.of(blocks)));
    sections.addAll(List.of(split(), sizes(), sharedPages(), overTime(), vcpus()));
    return new AnalysisResult(sections);
  }

  private Section split() {
    final long user = counts.accesses(word -> at(word, USER));
    final long kernel = accesses - user;
    final List<Item> items =
        new ArrayList<>(SplitFindings.of(accesses, kernel, sum(switches), pagesOfBoth()));
    Collections.addAll(
        items,
        Metric.of("accesses", "Accesses", accesses, Unit.ACCESSES),
        Metric.of("user-share", "Share of user code", share(user), Unit.RATIO),
        Metric.of("kernel-share", "Share of kernel code", share(kernel), Unit.RATIO),
        Metric.of("mode-switches", "Mode switches", sum(switches), Unit.COUNT),
        levels());
    return new Section("split", "Kernel and user", items);
  }

  private long pagesOfBoth() {
    return pages.touchedAtAny(USER) + pages.touchedAtAny(KERNEL) - pages.touchedAtAny(ALL);
  }

  private Table levels() {
    final List<List<Object>> rows = new ArrayList<>();
    rows.add(level("total", ALL));
    rows.add(level("user", USER));
    rows.add(level("kernel", KERNEL));
    for (int cpl = 0; cpl < 4; cpl++) {
      if (present(cpl)) {
        rows.add(level("cpl-" + cpl, 1 << cpl));
      }
    }
    return new Table(
        "by-mode",
        "By privilege level (kernel: CPL 0 to 2, user: CPL 3)",
        List.of(
            new Column("mode", "Mode", Unit.TEXT),
            new Column("accesses", "Accesses", Unit.ACCESSES),
            new Column("share", "Share", Unit.RATIO),
            new Column("loads", "Loads", Unit.ACCESSES),
            new Column("stores", "Stores", Unit.ACCESSES),
            new Column("bytes", "Bytes", Unit.BYTES),
            new Column("bytes-loaded", "Loaded", Unit.BYTES),
            new Column("bytes-stored", "Stored", Unit.BYTES),
            new Column("pages", "Distinct pages", Unit.PAGES)),
        rows);
  }

  private List<Object> level(final String name, final int levels) {
    final CountedWords.Filter all = word -> at(word, levels);
    final CountedWords.Filter loads = word -> at(word, levels) && !RecordWord.isStore(word);
    final CountedWords.Filter stores = word -> at(word, levels) && RecordWord.isStore(word);
    return List.of(
        name,
        counts.accesses(all),
        share(counts.accesses(all)),
        counts.accesses(loads),
        counts.accesses(stores),
        counts.bytes(all),
        counts.bytes(loads),
        counts.bytes(stores),
        pages.touchedAtAny(levels));
  }

  private Section sizes() {
    final List<Item> histograms = new ArrayList<>();
    histograms.add(sizes("total", "all code", ALL));
    histograms.add(sizes("user", "user code", USER));
    histograms.add(sizes("kernel", "kernel code", KERNEL));
    for (int cpl = 1; cpl < 3; cpl++) {
      if (present(cpl)) {
        histograms.add(sizes("cpl-" + cpl, "code at CPL " + cpl, 1 << cpl));
      }
    }
    return new Section("access-sizes", "Access sizes", histograms);
  }

  private Histogram sizes(final String key, final String whose, final int levels) {
    final List<Bucket> buckets = new ArrayList<>();
    for (int log2 = 0; log2 < 8; log2++) {
      final long size = 1L << log2;
      final long count = counts.accesses(word -> at(word, levels) && RecordWord.size(word) == size);
      if (count > 0) {
        buckets.add(new Bucket(size, size, count));
      }
    }
    return new Histogram(key, "Access sizes of " + whose, Unit.BYTES, Unit.ACCESSES, buckets);
  }

  private Section sharedPages() {
    final long all = pages.touchedAtAny(ALL);
    final long user = pages.touchedAtAny(USER);
    final long kernel = pages.touchedAtAny(KERNEL);
    return Section.of(
        "pages",
        "Distinct pages of 4 KiB",
        Metric.of("total", "Touched by anyone", all, Unit.PAGES),
        Metric.of("user", "Touched by user code", user, Unit.PAGES),
        Metric.of("kernel", "Touched by kernel code", kernel, Unit.PAGES),
        Metric.of("shared", "Touched by both", pagesOfBoth(), Unit.PAGES));
  }

  private Section overTime() {
    final long[] user = series.sums(0);
    final long[] all = series.sums(1);
    final double[] userShare = new double[all.length];
    final double[] kernelShare = new double[all.length];
    for (int i = 0; i < all.length; i++) {
      userShare[i] = (double) user[i] / all[i];
      kernelShare[i] = (double) (all[i] - user[i]) / all[i];
    }
    return Section.of(
        "over-time",
        "Over time",
        series("share", "Share of accesses", Unit.RATIO)
            .line("user", "user", userShare)
            .line("kernel", "kernel", kernelShare)
            .build(),
        series("mode-switches", "Mode switches in a window", Unit.COUNT)
            .line("mode-switches", "mode switches", series.means(2))
            .build());
  }

  private Series.Builder series(final String key, final String title, final Unit unit) {
    return Series.builder(
        key,
        title,
        Axis.linear("accesses so far", Unit.ACCESSES),
        Axis.linear(title, unit),
        series.ends());
  }

  private Section vcpus() {
    final List<List<Object>> rows = new ArrayList<>();
    for (int vcpu = 0; vcpu < KernelUserSplitAnalyzer.VCPUS; vcpu++) {
      final int id = vcpu;
      final long all = counts.accesses(word -> RecordWord.vcpu(word) == id);
      if (all > 0) {
        final long user = counts.accesses(word -> RecordWord.vcpu(word) == id && at(word, USER));
        rows.add(List.of((long) id, all, (double) user / all, switches[id]));
      }
    }
    return Section.of(
        "vcpus",
        "vCPUs",
        new Table(
            "by-vcpu",
            "By vCPU",
            List.of(
                new Column("vcpu", "vCPU", Unit.NONE),
                new Column("accesses", "Accesses", Unit.ACCESSES),
                new Column("user-share", "Share of user code", Unit.RATIO),
                new Column("mode-switches", "Mode switches", Unit.COUNT)),
            rows));
  }

  private boolean present(final int cpl) {
    return counts.accesses(word -> RecordWord.cpl(word) == cpl) > 0;
  }

  private static boolean at(final long word, final int levels) {
    return (levels >>> RecordWord.cpl(word) & 1) != 0;
  }

  private double share(final long part) {
    return accesses == 0 ? 0 : (double) part / accesses;
  }

  private static long sum(final long[] values) {
    return Arrays.stream(values).sum();
  }
}
