package io.memtracer.host.report;

import io.memtracer.host.status.AnalyzerOutcome;
import java.util.List;
import java.util.Optional;

/**
 * Pairs of figures beside each other.
 *
 * @param rows in the order asked for
 */
public record Comparison(List<Row> rows) {

  /** Nothing was to be compared. */
  public static final Comparison NONE = new Comparison(List.of());

  public Comparison {
    rows = List.copyOf(rows);
  }

  /** What is to be said about a pair. */
  public enum Verdict {
    /** They are the same number. */
    AGREE,
    /** They aren't. */
    DIFFER,
    /** There is no such figure, or more than one. */
    UNRESOLVED
  }

  /**
   * What a key means.
   *
   * @param key as typed
   * @param candidates figures that it may mean: exactly one if it is a good key
   */
  public record Side(String key, List<Figure> candidates) {

    public Side {
      candidates = List.copyOf(candidates);
    }

    /** The figure, if there is exactly one. */
    public Optional<Figure> figure() {
      return candidates.size() == 1 ? Optional.of(candidates.get(0)) : Optional.empty();
    }
  }

  /**
   * A pair.
   *
   * @param left one figure
   * @param right the other
   */
  public record Row(Side left, Side right) {

    /** Whether they agree. */
    public Verdict verdict() {
      if (left.figure().isEmpty() || right.figure().isEmpty()) {
        return Verdict.UNRESOLVED;
      }
      return left.figure().get().agreesWith(right.figure().get()) ? Verdict.AGREE : Verdict.DIFFER;
    }
  }

  /** Looks all pairs up in what analyzers found. */
  public static Comparison of(final List<FigurePair> pairs, final List<AnalyzerOutcome> analyzers) {
    final List<Figure> figures = Figures.of(analyzers);
    return new Comparison(
        pairs.stream()
            .map(pair -> new Row(side(pair.left(), figures), side(pair.right(), figures)))
            .toList());
  }

  private static Side side(final String key, final List<Figure> figures) {
    return new Side(key, figures.stream().filter(figure -> figure.isMeantBy(key)).toList());
  }

  /** How many rows have a verdict. */
  public long count(final Verdict verdict) {
    return rows.stream().filter(row -> row.verdict() == verdict).count();
  }
}
