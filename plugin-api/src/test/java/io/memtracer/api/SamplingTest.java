package io.memtracer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SamplingTest {

  @ParameterizedTest
  @CsvSource({"0,0,true", "64,0,true", "5,0,true", "0,64,false", "3,61,false", "3,4,false"})
  void knowsWhetherItTracesAll(final int blockLog2, final int ratioLog2, final boolean all) {
    assertEquals(all, new Sampling(blockLog2, ratioLog2).tracesAll());
  }

  @ParameterizedTest
  @CsvSource({"-1,0", "0,-1", "65,0", "0,65", "32,33"})
  void refusesWhatIsOutOfRange(final int blockLog2, final int ratioLog2) {
    assertThrows(IllegalArgumentException.class, () -> new Sampling(blockLog2, ratioLog2));
  }
}
