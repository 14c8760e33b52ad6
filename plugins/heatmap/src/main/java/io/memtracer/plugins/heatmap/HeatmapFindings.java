package io.memtracer.plugins.heatmap;

import io.memtracer.api.result.Finding;
import io.memtracer.plugins.support.Findings;
import io.memtracer.plugins.support.Shares;
import io.memtracer.plugins.support.Sizes;
import java.util.List;

/** What the figures say, in sentences. */
final class HeatmapFindings {

  private final Picture user;
  private final Picture kernel;
  private final boolean isOfSome;
  private final boolean partial;
  private final Findings findings = new Findings();

  HeatmapFindings(
      final Picture user, final Picture kernel, final boolean isOfSome, final boolean partial) {
    this.user = user;
    this.kernel = kernel;
    this.isOfSome = isOfSome;
    this.partial = partial;
  }

  List<Finding> all() {
    say(Modes.USER, "User code", user);
    say(Modes.KERNEL, "The kernel", kernel);
    if (partial) {
      findings.warning(
          "partial",
          "",
          "Accesses are missing in the trace: the pictures show what was traced, and memory that"
              + " was only used in between isn't there. Of a sample, shares are near those of the"
              + " whole run; how much memory that uses can't be estimated.");
    }
    return findings.all();
  }

  private void say(final int mode, final String who, final Picture picture) {
    picture
        .busiest()
        .ifPresent(
            busiest ->
                findings.note(
                    Modes.key(mode) + "-regions",
                    Modes.key(mode),
                    "%s uses %s%s in %s; %s of its accesses are to the %s from 0x%x on, between"
                        + " access %,d and access %,d.",
                    who,
                    isOfSome ? "at least " : "",
                    Sizes.text(
                        picture.regions().stream().mapToLong(Region::used).reduce(0, Long::sum)),
                    picture.regions().size() == 1
                        ? "one region"
                        : picture.regions().size() + " regions",
                    Shares.percent(Shares.share(busiest.accesses(), picture.accesses())),
                    Sizes.text(busiest.size()),
                    busiest.first(),
                    busiest.from(),
                    busiest.until()));
  }
}
