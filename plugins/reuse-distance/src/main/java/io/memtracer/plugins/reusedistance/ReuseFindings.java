package io.memtracer.plugins.reusedistance;

import io.memtracer.api.result.Finding;
import io.memtracer.plugins.support.Shares;
import io.memtracer.plugins.support.Sizes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the figures say, in sentences. */
final class ReuseFindings {

  /** Sizes that are told of: what first and last levels of today's machines have. */
  private static final long[] KNOWN = {32 << 10, 1 << 20, 32 << 20};

  /** A smaller fall of the miss ratio is not worth a sentence. */
  private static final double WORTH_SAYING = 0.01;

  private final Figures figures;
  private final MissRatios ratios;
  private final boolean partial;
  private final List<Finding> findings = new ArrayList<>();

  ReuseFindings(final Figures figures, final MissRatios ratios, final boolean partial) {
    this.figures = figures;
    this.ratios = ratios;
    this.partial = partial;
  }

  List<Finding> all() {
    if (ratios.total().references() > 0) {
      sizes();
      steepest();
      figures.sample().ifPresent(this::estimate);
    }
    if (partial) {
      say(
          "partial",
          Finding.Level.WARNING,
          "Accesses are missing in the trace. Distances that reach over them are too short, so"
              + " these are not the miss ratios of the whole run, nor can those be estimated from"
              + " them: measuring some lines of a whole trace (method=rate) can.");
    }
    return findings;
  }

  private void sizes() {
    final StringBuilder text = new StringBuilder("A cache of ");
    int told = 0;
    for (final long bytes : KNOWN) {
      final int size = LogBuckets.of(bytes / figures.lineBytes());
      if (size >= ratios.from() && size <= ratios.to()) {
        text.append(told++ == 0 ? "" : ", of ")
            .append(Sizes.text(bytes))
            .append(told == 1 ? " would miss " : " ")
            .append(Shares.percent(ratios.total().ratio(size)));
      }
    }
    if (told > 0) {
      text.append(" of references; ");
    }
    final String start = told > 0 ? text.toString() : "";
    say(
        "how-large",
        Finding.Level.NOTE,
        start
            + String.format(
                Locale.ROOT,
                "%s has all that is used again, and %s are first uses, which miss in any.",
                Sizes.text(ratios.bytes(ratios.to())),
                Shares.percent(ratios.total().ratio(ratios.to()))));
  }

  /** The doubling that gains most. */
  private void steepest() {
    int best = ratios.from();
    double most = 0;
    for (int size = ratios.from(); MissRatios.twice(size) <= ratios.to(); size++) {
      final double gain = ratios.total().ratio(size) - ratios.total().ratio(MissRatios.twice(size));
      if (gain > most) {
        most = gain;
        best = size;
      }
    }
    if (most >= WORTH_SAYING) {
      findings.add(
          new Finding(
              "steepest",
              Finding.Level.HINT,
              String.format(
                  Locale.ROOT,
                  "From %s to %s the miss ratio falls from %s to %s: no other doubling gains as"
                      + " much.",
                  Sizes.text(ratios.bytes(best)),
                  Sizes.text(ratios.bytes(MissRatios.twice(best))),
                  Shares.percent(ratios.total().ratio(best)),
                  Shares.percent(ratios.total().ratio(MissRatios.twice(best)))),
              MissRatios.KEY));
    }
  }

  private void estimate(final Figures.Sample sample) {
    say(
        "estimate",
        Finding.Level.NOTE,
        String.format(
            Locale.ROOT,
            "These are estimates from %,d lines, 1 of %.4g. Miss ratios are off by %.3f on average"
                + " at most, in 19 of 20 runs.",
            sample.lines(),
            sample.inverseRate(),
            ratios.statedError()));
  }

  private void say(final String key, final Finding.Level level, final String text) {
    findings.add(Finding.of(key, level, text));
  }
}
