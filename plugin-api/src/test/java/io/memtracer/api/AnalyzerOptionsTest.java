package io.memtracer.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class AnalyzerOptionsTest {

  private static final List<OptionSpec> SPECS =
      List.of(
          OptionSpec.number("window", 1_000_000, 1, 1_000_000_000, "accesses in a window"),
          OptionSpec.bytes("page-size", 4096, 64, 1 << 30, "bytes in a page"),
          OptionSpec.flag("by-vcpu", false, "split by vCPU"),
          OptionSpec.text("path", "out", "where to"));

  @Test
  void fillsInDefaults() {
    final AnalyzerOptions options = AnalyzerOptions.of(SPECS, Map.of());
    assertEquals(1_000_000, options.number("window"));
    assertEquals(4096, options.number("page-size"));
    assertEquals("out", options.text("path"));
    assertEquals(
        List.of("window", "page-size", "by-vcpu", "path"), List.copyOf(options.asMap().keySet()));
  }

  @Test
  void understandsSuffixesOfBothKinds() {
    final AnalyzerOptions options =
        AnalyzerOptions.of(SPECS, Map.of("window", "2M", "page-size", "2M", "by-vcpu", "true"));
    assertEquals(2_000_000, options.number("window"));
    assertEquals(2 << 20, options.number("page-size"));
    assertTrue(options.flag("by-vcpu"));
  }

  @Test
  void refusesByName() {
    assertRefused(
        "windw", "10", "there is no option windw; options are window, page-size, by-vcpu, path");
    assertRefused("window", "0", "option window must be 1 to 1000000000, but 0 isn't");
    assertRefused(
        "window", "ten", "option window must be a whole number, such as 4096 or 4K, but ten isn't");
    assertRefused(
        "window", "", "option window must be a whole number, such as 4096 or 4K, but  isn't");
    assertRefused(
        "window",
        "9223372036854775807G",
        "option window must be a whole number, such as 4096 or 4K, but 9223372036854775807G isn't");
    assertRefused("by-vcpu", "yes", "option by-vcpu must be true or false, but yes isn't");
  }

  @Test
  void asksForWhatHasNoDefault() {
    final List<OptionSpec> specs = List.of(OptionSpec.text("path", null, "path of the tool"));
    final InvalidOptionException missing =
        assertThrows(InvalidOptionException.class, () -> AnalyzerOptions.of(specs, Map.of()));
    assertEquals("option path is needed: path of the tool", missing.getMessage());
  }

  @Test
  void refusesASpecWhoseDefaultIsOutOfRange() {
    assertThrows(InvalidOptionException.class, () -> OptionSpec.number("n", 5, 6, 7, ""));
    assertThrows(IllegalArgumentException.class, () -> OptionSpec.flag("By Vcpu", true, ""));
  }

  private static void assertRefused(final String key, final String value, final String message) {
    final InvalidOptionException refused =
        assertThrows(
            InvalidOptionException.class, () -> AnalyzerOptions.of(SPECS, Map.of(key, value)));
    assertEquals(message, refused.getMessage());
  }
}
