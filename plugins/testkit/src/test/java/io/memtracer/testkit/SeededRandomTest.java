package io.memtracer.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.testkit.engine.EngineTestKit;

class SeededRandomTest {

  private static final List<Long> DRAWN = new ArrayList<>();

  @ExtendWith(SeededRandom.class)
  static final class Fails {
    @RepeatedTest(2)
    void always(final Random random) {
      DRAWN.add(random.nextLong());
      fail("as it should");
    }

    @Test
    void never(final Random random) {
      assertTrue(random.nextInt(2) < 2);
    }
  }

  @Test
  void printsTheCommandThatRepeatsAFailure() {
    DRAWN.clear();
    final String printed = Stderr.of(SeededRandomTest::runFails);
    assertEquals(2, printed.lines().count(), printed);
    final Matcher line =
        Pattern.compile("reproduce with: mvn test .*-Dtest='Fails#always' -Dseed=(-?\\d+)")
            .matcher(printed.lines().findFirst().orElseThrow());
    assertTrue(line.matches(), printed);
    assertEquals(new Random(Long.parseLong(line.group(1))).nextLong(), DRAWN.get(0));
  }

  @Test
  void takesTheSeedFromTheCommand() {
    DRAWN.clear();
    System.setProperty("seed", "42");
    try {
      Stderr.of(SeededRandomTest::runFails);
    } finally {
      System.clearProperty("seed");
    }
    final long first = new Random(42).nextLong();
    assertEquals(List.of(first, first), DRAWN);
  }

  private static void runFails() {
    EngineTestKit.engine("junit-jupiter").selectors(selectClass(Fails.class)).execute();
  }
}
