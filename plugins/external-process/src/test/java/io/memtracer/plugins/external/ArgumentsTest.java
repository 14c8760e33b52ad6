package io.memtracer.plugins.external;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.testkit.Traces;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The workload info reaches the tool piece by piece, and no shell has seen it. */
class ArgumentsTest {

  @TempDir private Path scratch;

  @Test
  void thereAreNoneWithoutInfo() {
    assertEquals(List.of(), arguments());
    assertEquals(List.of(), arguments("", " \t\n "));
  }

  @Test
  void areSplitAtAnyRunOfWhiteSpace() {
    assertEquals(
        List.of("array:", "0x7ffe", "end", "last"),
        arguments(" \n\tarray:   0x7ffe\t\n\n end\r\n", "last"));
  }

  @Test
  void areNeverShellCode() {
    assertEquals(
        List.of("$(touch", "x)", "`id`", "a;b", "*", "'\"", "--help", "$HOME", "|", "&&", "\\"),
        arguments("$(touch x) `id` a;b * '\" --help $HOME | && \\"));
  }

  @Test
  void areTextInUtf8WithoutTheNullThatNoneCanHold() {
    assertEquals(List.of("größe", "ab"), arguments("größe a\0b \0"));
  }

  @Test
  void areThereForAToolWhosePathHasSpaces() {
    final AnalysisResult result =
        ToolBench.fake(scratch, "with spaces & such").info("a b").run(Traces.empty());
    assertEquals(List.of("a", "b"), arguments(result));
  }

  private List<String> arguments(final String... info) {
    return arguments(ToolBench.fake(scratch, "reads").info(info).run(Traces.empty()));
  }

  private static List<String> arguments(final AnalysisResult result) {
    return ToolBench.output(result)
        .lines()
        .filter(line -> line.startsWith("argument: ["))
        .map(line -> line.substring("argument: [".length(), line.length() - 1))
        .toList();
  }
}
