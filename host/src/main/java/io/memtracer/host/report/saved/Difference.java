package io.memtracer.host.report.saved;

import io.memtracer.host.report.Figure;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is different between runs before and runs after.
 *
 * @param before what ran, once for each run
 * @param after the same
 * @param changed figures that are apart in all runs, those that changed most first
 * @param same how many figures aren't apart
 * @param oneSided paths of figures that only one side has
 */
public record Difference(
    List<String> before,
    List<String> after,
    List<Change> changed,
    long same,
    Set<String> oneSided) {

  /**
   * What is less than this part of the largest of its unit changes much by chance, or says little.
   */
  private static final double WORTH_SAYING = 0.001;

  /** Compares all figures that both sides have in each run. */
  public static Difference between(final List<SavedReport> before, final List<SavedReport> after) {
    final Map<String, List<Figure>> was = figures(before);
    final Map<String, List<Figure>> is = figures(after);
    final Set<String> oneSided = new LinkedHashSet<>(was.keySet());
    oneSided.addAll(is.keySet());
    oneSided.removeIf(path -> was.containsKey(path) && is.containsKey(path));
    final List<Change> all = new ArrayList<>();
    was.forEach(
        (path, figures) -> {
          if (is.containsKey(path)) {
            all.add(new Change(path, figures.get(0).unit(), spread(figures), spread(is.get(path))));
          }
        });
    final List<Change> changed = changed(all);
    return new Difference(
        commands(before), commands(after), changed, all.size() - changed.size(), oneSided);
  }

  private static List<Change> changed(final List<Change> all) {
    final Map<String, Double> largest = new HashMap<>();
    all.forEach(change -> largest.merge(change.unit().key(), change.size(), Math::max));
    return all.stream()
        .filter(change -> change.before().isApartFrom(change.after()))
        .filter(change -> change.size() >= WORTH_SAYING * largest.get(change.unit().key()))
        .sorted(Comparator.comparingDouble(Change::weight).reversed())
        .toList();
  }

  /** Of those that all runs have. */
  private static Map<String, List<Figure>> figures(final List<SavedReport> reports) {
    final Map<String, List<Figure>> all = new LinkedHashMap<>();
    for (final SavedReport report : reports) {
      SavedFigures.of(report.root())
          .forEach((path, figure) -> all.computeIfAbsent(path, p -> new ArrayList<>()).add(figure));
    }
    all.values().removeIf(figures -> figures.size() < reports.size());
    return all;
  }

  private static Spread spread(final List<Figure> figures) {
    return Spread.of(figures.stream().map(Figure::value).toList());
  }

  private static List<String> commands(final List<SavedReport> reports) {
    return reports.stream().map(SavedReport::command).toList();
  }

  /** Whether there are runs enough to know how much they differ by themselves. */
  public boolean knowsSpread() {
    return before.size() > 1 && after.size() > 1;
  }
}
