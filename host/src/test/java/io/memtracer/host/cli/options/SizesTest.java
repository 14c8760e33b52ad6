package io.memtracer.host.cli.options;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memtracer.host.status.TraceException;
import java.util.List;
import org.junit.jupiter.api.Test;

final class SizesTest {

  @Test
  void readsSizesWithUnits() {
    assertEquals(512L << 20, Sizes.parse("--disk", "512M"));
    assertEquals(4L << 30, Sizes.parse("--disk", "4G"));
    assertEquals(999_999L << 40, Sizes.parse("--disk", "999999T"));
  }

  @Test
  void refusesWhatCouldMeanSeveralThings() {
    for (final String text : List.of("4", "4g", "G", "-4G", "4.5G", "1000000T", "")) {
      assertEquals(
          "--disk must be a size such as 512M or 4G, but " + text + " isn't",
          assertThrows(TraceException.class, () -> Sizes.parse("--disk", text)).getMessage());
    }
  }
}
