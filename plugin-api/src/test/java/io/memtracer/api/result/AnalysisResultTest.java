package io.memtracer.api.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AnalysisResultTest {

  private static final List<Column> COLUMNS =
      List.of(new Column("pc", "PC", Unit.ADDRESS), new Column("kind", "class", Unit.TEXT));

  @Test
  void equalWhenTheSameWasFound() {
    assertEquals(result(), result());
  }

  @Test
  void copiesWhatItIsGiven() {
    final List<Section> sections = new ArrayList<>(result().sections());
    final AnalysisResult result = new AnalysisResult(sections);
    sections.clear();
    assertEquals(result(), result);
  }

  @Test
  void refusesTwoOfTheSameKey() {
    final Metric metric = Metric.of("n", "records", 1, Unit.ACCESSES);
    assertThrows(IllegalArgumentException.class, () -> Section.of("s", "S", metric, metric));
    final Section section = Section.of("s", "S");
    assertThrows(IllegalArgumentException.class, () -> AnalysisResult.of(section, section));
  }

  @Test
  void refusesValuesNoRendererCanWrite() {
    assertThrows(IllegalArgumentException.class, () -> Metric.of("n", "x", Double.NaN, Unit.RATIO));
    assertThrows(IllegalArgumentException.class, () -> new Metric("n", "x", 1, Unit.COUNT));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Table("t", "T", COLUMNS, List.of(List.of("0x1", "unit"))));
    assertThrows(
        IllegalArgumentException.class, () -> new Table("t", "T", COLUMNS, List.of(List.of(1L))));
  }

  @Test
  void refusesShapesThatDoNotFit() {
    final Series.Line two = new Series.Line("user", "user", List.of(1.0, 2.0));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Series("s", "S", "t", Unit.ACCESSES, Unit.PAGES, List.of(1L), List.of(two)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Series("s", "S", "t", Unit.ACCESSES, Unit.PAGES, List.of(2L, 2L), List.of(two)));
    assertThrows(
        IllegalArgumentException.class,
        () ->
            new Histogram(
                "h",
                "H",
                Unit.BYTES,
                Unit.ACCESSES,
                List.of(new Bucket(0, 4, 1), new Bucket(4, 8, 1))));
    assertThrows(IllegalArgumentException.class, () -> new Bucket(1, 0, 0));
  }

  private static AnalysisResult result() {
    return AnalysisResult.of(
        Section.of(
            "summary",
            "Summary",
            Metric.of("records", "records", 10, Unit.ACCESSES),
            new Table("top", "Top", COLUMNS, List.of(List.of(0x401136L, "unit")))));
  }
}
