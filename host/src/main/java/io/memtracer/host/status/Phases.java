package io.memtracer.host.status;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The phases of a run, as the traced programs named them.
 *
 * @param whyNot why nobody looked for any; empty if somebody did
 * @param shares each, one that is within another after that one
 * @param refused how often one was begun for which there was no room: what was done in it counts
 *     for the one that it is in
 * @param unmatched how often one was to end that had not begun
 * @param spans where they were, over the course of the run
 */
public record Phases(
    Optional<String> whyNot,
    List<PhaseShare> shares,
    long refused,
    long unmatched,
    List<PhaseSpan> spans) {

  /** Why nobody knows of records of 16 bytes. */
  public static final String FIFO = "records that come through a FIFO don't tell";

  /** Somebody looked, and there was none. */
  public static final Phases NONE = new Phases(Optional.empty(), List.of(), 0, 0);

  public Phases {
    shares = List.copyOf(shares);
    spans = List.copyOf(spans);
  }

  /** Phases of which nobody has seen yet where they were. */
  public Phases(
      final Optional<String> whyNot,
      final List<PhaseShare> shares,
      final long refused,
      final long unmatched) {
    this(whyNot, shares, refused, unmatched, List.of());
  }

  /** The same with where they were. */
  public Phases over(final List<PhaseSpan> where) {
    return new Phases(whyNot, shares, refused, unmatched, where);
  }

  /** Nobody looked. */
  public static Phases unknown(final String why) {
    return new Phases(Optional.of(why), List.of(), 0, 0);
  }

  /** Whether there is nothing to say. */
  public boolean isEmpty() {
    return shares.isEmpty() && refused == 0 && unmatched == 0;
  }

  /** The same with what was counted. */
  public Phases counted(final UnaryOperator<PhaseShare> count) {
    return new Phases(whyNot, shares.stream().map(count).toList(), refused, unmatched, spans);
  }

  /** Accesses that are in any. */
  public long accesses() {
    return shares.stream().mapToLong(PhaseShare::accesses).sum();
  }

  /** The same, each with the accesses of those within it. */
  public List<PhaseShare> withInner() {
    final Map<Integer, long[]> sums = new HashMap<>();
    // From the last one on: what is within another comes after it.
    for (int i = shares.size() - 1; i >= 0; i--) {
      final PhaseShare share = shares.get(i);
      final long[] own = add(sums, share.phase().id(), share.user(), share.kernel());
      if (share.parent() != 0) {
        add(sums, share.parent(), own[0], own[1]);
      }
    }
    return shares.stream()
        .map(share -> share.with(sums.get(share.phase().id())[0], sums.get(share.phase().id())[1]))
        .toList();
  }

  private static long[] add(
      final Map<Integer, long[]> sums, final int phase, final long user, final long kernel) {
    final long[] sum = sums.computeIfAbsent(phase, some -> new long[2]);
    sum[0] += user;
    sum[1] += kernel;
    return sum;
  }
}
