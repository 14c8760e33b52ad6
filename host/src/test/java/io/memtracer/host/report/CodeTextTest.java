package io.memtracer.host.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Names of functions that are too long for a line. */
final class CodeTextTest {

  private static final String LONG = "a".repeat(60);

  @Test
  void keepsWhatIsShort() {
    assertEquals(LONG, CodeText.shortened(LONG));
    assertEquals(
        "github.com/ada/tools/list.(*List[...]).Add",
        CodeText.shortened("github.com/ada/tools/list.(*List[...]).Add"));
  }

  @Test
  void cutsWhatIsLong() {
    assertEquals(LONG + "...", CodeText.shortened(LONG + "b"));
    assertEquals("\uD83D\uDE00".repeat(60) + "...", CodeText.shortened("\uD83D\uDE00".repeat(61)));
  }

  /** Of a function of Go its name comes last, behind where its module is from. */
  @Test
  void leavesOutWhichModuleAPackageIsOf() {
    assertEquals(
        ".../list.(*List[go.shape.int]).Add",
        CodeText.shortened("github.com/ada/tools/internal/generic/list.(*List[go.shape.int]).Add"));
    assertEquals(
        ".../yaml%2ev3.(*parser).parse",
        CodeText.shortened(
            "gopkg.example.com/a-long-path/of-some-module/v2/yaml%2ev3.(*parser).parse"));
    final String argument = "main.Map[github.com/ada/tools/internal/generic/list.List,int]";
    assertEquals(argument.substring(0, 60) + "...", CodeText.shortened(argument));
    assertEquals(
        ".../" + LONG.substring(4) + "...", CodeText.shortened("github.com/ada/" + LONG + LONG));
  }

  /** In C++ a slash is an operator. */
  @Test
  void doesNotTakeAnOperatorForAPath() {
    for (final String name : List.of("operator/(", "operator/=(", "ada::operator/(", "f<1/2>(")) {
      final String function = name + LONG + ")";
      assertEquals(function.substring(0, 60) + "...", CodeText.shortened(function));
    }
  }
}
