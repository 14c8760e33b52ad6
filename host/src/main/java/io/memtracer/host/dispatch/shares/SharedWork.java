package io.memtracer.host.dispatch.shares;

import io.memtracer.api.Divisible;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.dispatch.OtherFactory;
import java.util.List;
import java.util.stream.IntStream;
import org.agrona.CloseHelper;

/** Divides an analyzer's work, if it can be. */
public final class SharedWork {

  private SharedWork() {}

  /**
   * What is to listen in an analyzer's place: several of it, if its work can be shared; the first
   * has the result of all.
   *
   * @param most how many, if it can be shared by so many
   */
  public static List<LaneSpec> of(final LaneSpec spec, final int most) {
    final int shares = most == 1 ? 1 : Math.min(most, maxShares(spec));
    if (shares < 2) {
      return List.of(spec);
    }
    final Meeting meeting = new Meeting(shares);
    return IntStream.range(0, shares).mapToObj(share -> share(spec, meeting, share)).toList();
  }

  private static LaneSpec share(final LaneSpec spec, final Meeting meeting, final int share) {
    final LaneSpec own = spec.whole(new ShareFactory(spec, meeting, share));
    return share == 0 ? own : own.called("%s.%d".formatted(spec.label(), share + 1));
  }

  /** What stands in another's place, or is several for parts of the records, isn't divided. */
  private static int maxShares(final LaneSpec spec) {
    if (spec.factory() instanceof OtherFactory || !spec.parts().isWhole()) {
      return 1;
    }
    return spec.ask(
        analyzer -> analyzer instanceof Divisible divisible ? divisible.maxShares() : 1, 1);
  }

  private static final class ShareFactory extends OtherFactory {

    private final Meeting meeting;
    private final int share;

    ShareFactory(final LaneSpec spec, final Meeting meeting, final int share) {
      super(spec);
      this.meeting = meeting;
      this.share = share;
    }

    @Override
    protected TraceAnalyzer create() {
      TraceAnalyzer analyzer = null;
      try {
        analyzer = spec().create();
        return new ShareAnalyzer(analyzer, meeting, share);
      } catch (RuntimeException | Error e) {
        meeting.callOff(share);
        CloseHelper.quietClose(analyzer);
        throw e;
      }
    }
  }
}
