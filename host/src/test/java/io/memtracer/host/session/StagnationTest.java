package io.memtracer.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;
import org.junit.jupiter.api.Test;

final class StagnationTest {

  private static final long SECOND = 1_000_000_000L;

  private final Stagnation stagnation = new Stagnation();

  private Optional<String> look(final long second, final long written, final long read) {
    return stagnation.look(second * SECOND, written, read, false);
  }

  @Test
  void saysThatRecordsDoNotArrive() {
    for (int second = 0; second < 30; second++) {
      assertEquals(Optional.empty(), look(second, 10, 7));
    }
    assertEquals(
        Optional.of("QEMU says that it wrote 10 records, but only 7 arrived, and none for 30 s"),
        look(30, 10, 7));
  }

  @Test
  void isContentWhileTheyArriveOrAreNotAwaited() {
    for (int second = 0; second < 100; second++) {
      assertEquals(Optional.empty(), look(second, 1000, second / 20));
    }
    for (int second = 100; second < 200; second++) {
      assertEquals(Optional.empty(), look(second, 10, 10));
    }
  }

  @Test
  void doesNotCountTheTimeOfAnAnalyzerAtWork() {
    for (int second = 0; second < 200; second++) {
      final boolean atWork = second % 20 == 0;
      assertEquals(
          Optional.empty(), stagnation.look(second * SECOND, 10, 7, atWork), second + " s");
    }
  }
}
