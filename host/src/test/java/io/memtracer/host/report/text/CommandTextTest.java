package io.memtracer.host.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class CommandTextTest {

  @Test
  void quotesWhatHasBlanks() {
    assertEquals("sh -c 'echo x' ''", CommandText.of(List.of("sh", "-c", "echo x", "")));
  }

  @Test
  void isNoLongerThanPeopleRead() {
    final String many = CommandText.of(Collections.nCopies(20_000, "argument"));
    assertTrue(many.length() < 1100, many);
    assertTrue(many.endsWith("argument ... and 19889 more words"), many);
    assertEquals("x".repeat(200) + "...", CommandText.of(List.of("x".repeat(100_000))));
  }
}
