package io.memtracer.plugins.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class SharesTest {

  @Test
  void nothingHasNoShare() {
    assertEquals(0, Shares.share(0, 0));
    assertEquals(0.25, Shares.share(1, 4));
  }

  @Test
  void aLittleIsNotNothing() {
    assertEquals("0.0 %", Shares.percent(0));
    assertEquals("<0.1 %", Shares.percent(0.0004));
    assertEquals("0.1 %", Shares.percent(0.0006));
    assertEquals("33.3 %", Shares.percent(1 / 3.0));
  }
}
