package io.memtracer.host.cli.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class LegacyResultsTest {

  /** Blocks of 2^3 accesses, one of 2^4 traced: 128 seen for each 8 written. */
  @ParameterizedTest
  @CsvSource({
    "1280, 80, 16",
    "12801, 801, 16",
    "1000008, 62504, 16",
    "1000127, 62512, 16",
    "1000000, 1000000, 1",
    "999999, 1, 999999"
  })
  void isTheRatioThatWasAskedFor(final long seen, final long written, final long ratio) {
    assertEquals(ratio, LegacyResults.tracingRatio(seen, written));
  }

  /** Eight written of as many as there were: no period ends. */
  @ParameterizedTest
  @CsvSource({"8, 1", "15, 1", "16, 2", "1000007, 125000", "1000000, 125000"})
  void isAnIntegerDivision(final long seen, final long ratio) {
    assertEquals(ratio, LegacyResults.tracingRatio(seen, 8));
  }
}
