package io.memtracer.host.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class HarmlessTest {

  @Test
  void showsWhatWouldAct() {
    assertEquals(
        "evil\\x1b[2J\\x1b]0;owned\\x07\\r\\nname\\u202e\\x9bgnp\\ud800",
        Harmless.line(Reports.HOSTILE));
  }

  @Test
  void keepsWhatIsOnlyForeign() {
    assertEquals("Größe 大 🙂", Harmless.line("Größe 大 🙂"));
  }

  @Test
  void keepsLinesAndExpandsTabsInBlocks() {
    assertEquals("a       b\nc\\x1b\n", Harmless.block("a\tb\r\nc\u001b\n"));
  }
}
