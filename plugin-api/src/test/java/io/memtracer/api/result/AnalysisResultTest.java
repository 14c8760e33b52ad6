package io.memtracer.api.result;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

final class AnalysisResultTest {

  private static final List<Column> COLUMNS =
      List.of(new Column("pc", "PC", Unit.CODE_ADDRESS), new Column("kind", "class", Unit.TEXT));

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
    assertThrows(
        IllegalArgumentException.class,
        () -> new Table("t", "T", COLUMNS, List.of(List.of("0x1", "unit"))));
    assertThrows(
        IllegalArgumentException.class, () -> new Table("t", "T", COLUMNS, List.of(List.of(1L))));
  }

  @Test
  void refusesShapesThatDoNotFit() {
    final Axis axis = Axis.linear("accesses", Unit.ACCESSES);
    final Series.Builder one = Series.builder("s", "S", axis, axis, 1).line("a", "a", 1, 2);
    refused("line a of series s must have 1 values, but has 2", one::build);
    final Series.Builder still = Series.builder("s", "S", axis, axis, 2, 2);
    refused("x of series s must ascend, but 2 follows 2", still::build);
    refused(
        "heat map h must have 2 values, but has 1",
        () ->
            HeatMap.of(
                "h",
                "H",
                axis,
                axis,
                Unit.COUNT,
                new long[] {1},
                new long[] {1, 2},
                new double[1]));
    refused(
        "table t has rows, but no columns: what is in them couldn't be named",
        () -> new Table("t", "T", List.of(), List.of(List.of())));
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

  @Test
  void takesNumbersOfAllKinds() {
    assertEquals(Metric.of("n", "x", 1, Unit.COUNT), new Metric("n", "x", 1, Unit.COUNT));
    assertEquals(
        List.of(List.of(7L, 0.5, "x")),
        Table.builder("t", "T")
            .column("a", "A", Unit.COUNT)
            .column("b", "B", Unit.RATIO)
            .column("c", "C", Unit.TEXT)
            .row()
            .cell(7)
            .cell(0.5)
            .cell("x")
            .build()
            .rows());
  }

  @Test
  void saysWhereAValueIsThatNoRendererCanWrite() {
    refused(
        "a cell of t/pc must be a whole number, a finite fraction or a String, but is null",
        () -> new Table("t", "T", COLUMNS, List.of(Arrays.asList(null, "x"))));
    refused(
        "column kind of table t is of unit text and can't hold the value 2",
        () -> new Table("t", "T", COLUMNS, List.of(List.of(1, 2))));
    refused(
        "the value of metric n must be a whole number, a finite fraction or a String, but is NaN",
        () -> Metric.of("n", "x", Double.NaN, Unit.RATIO));
    refused(
        "the values of line a must be finite, but value 1 is Infinity",
        () -> Line.of("a", "A", 0, Double.POSITIVE_INFINITY));
  }

  @Test
  void comparesAddressesOfAHeatMapAsTheyLie() {
    final Axis axis = Axis.linear("address", Unit.DATA_ADDRESS);
    final long[] halves = {0x1000, 0xffff_8880_0000_0000L};
    final HeatMap map =
        HeatMap.of("h", "H", axis, axis, Unit.COUNT, new long[] {0}, halves, new double[] {1, 2});
    assertEquals(2, map.value(0, 1));
    assertEquals(0, map.gapBelow(1));
    final HeatMap folded = map.folded(0x1fff, -1);
    assertEquals(0, folded.gapBelow(0));
    assertEquals(0xffff_8880_0000_0000L - 0x2000, folded.gapBelow(1));
    refused("heat map h has 2 rows, but the ends of 1", () -> map.folded(0x1fff));
    refused("row 0 of heat map h can't end at 4095", () -> map.folded(0xfff, -1));
    refused("row 0 of heat map h can't end at -1", () -> map.folded(-1, -1));
  }

  @Test
  void refusesAUnitThatIsThereAlready() {
    assertEquals("misses", Unit.counted("misses", "miss", "misses").many());
    refused("there is a unit pages already: use it", () -> Unit.counted("pages", "p", "ps"));
  }

  private static void refused(final String message, final Executable what) {
    assertEquals(message, assertThrows(IllegalArgumentException.class, what).getMessage());
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
