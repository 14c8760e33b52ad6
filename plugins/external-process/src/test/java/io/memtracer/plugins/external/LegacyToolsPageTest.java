package io.memtracer.plugins.external;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.OptionSpec;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** docs/legacy-tools.md says what is so. */
class LegacyToolsPageTest {

  @Test
  void showsTheExampleAsItIs() throws IOException {
    final String example = Files.readString(Tools.MODULE.resolve("src/example/c/count-by-cpl.c"));
    assertTrue(page().contains("```c\n" + example + "```"), "copy the example into the page");
  }

  @Test
  void listsAllOptions() throws IOException {
    for (final OptionSpec option : ToolOptions.specs()) {
      final boolean isSize = option.type() == OptionSpec.Type.BYTES;
      final boolean isNumber = option.type() == OptionSpec.Type.NUMBER;
      final String size = isSize ? Long.parseLong(option.defaultValue()) / (1 << 20) + "M" : "";
      final String row =
          "| `" + option.name() + "` | " + (isNumber ? option.defaultValue() + " |" : size);
      assertTrue(page().contains(row), row);
    }
  }

  private static String page() throws IOException {
    return Files.readString(Tools.MODULE.resolve("../../docs/legacy-tools.md"));
  }
}
