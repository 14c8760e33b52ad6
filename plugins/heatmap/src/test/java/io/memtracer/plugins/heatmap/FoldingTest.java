package io.memtracer.plugins.heatmap;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class FoldingTest {

  @Test
  void leavesOutWhatIsNotUsed() {
    final long[] blocks = {1, 2, 5, 100, 101};
    assertEquals(
        List.of(new Span(0, 2), new Span(2, 3), new Span(3, 5)),
        new Folding(blocks, 16, 2).regions());
    assertEquals(List.of(new Span(0, 3), new Span(3, 5)), new Folding(blocks, 16, 3).regions());
    assertEquals(List.of(new Span(0, 5)), new Folding(blocks, 16, 95).regions());
  }

  @Test
  void leavesOutLessIfThereWereTooManyRegions() {
    final long[] sparse = LongStream.range(0, 1000).map(i -> 10 * i).toArray();
    assertEquals(List.of(new Span(0, 1000)), new Folding(sparse, 8, 1).regions());
    assertTrue(new Folding(sparse, 8, 1).rows().size() <= 8);
  }

  @Test
  void cutsDenseMemoryIntoRowsOfOneHeight() {
    final long[] dense = LongStream.range(256, 256 + 128).toArray();
    final List<Span> rows = new Folding(dense, 40, 1).rows();
    assertEquals(32, rows.size());
    rows.forEach(row -> assertEquals(4, row.size()));
  }

  /** A few blocks far apart don't take the rows away that an array needs. */
  @Test
  void givesRowsToWhatIsUsed() {
    final long[] blocks =
        LongStream.concat(
                LongStream.range(0, 64), LongStream.range(1, 9).map(i -> i * 1_000_000_000))
            .toArray();
    final Folding folding = new Folding(blocks, 80, 256);
    assertEquals(9, folding.regions().size());
    assertEquals(72, folding.rows().size());
  }

  @Test
  void nothingHasNoRows() {
    assertEquals(List.of(), new Folding(new long[0], 8, 1).rows());
    assertEquals(List.of(), new Folding(new long[0], 8, 1).regions());
  }
}
