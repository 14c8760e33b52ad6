package io.memtracer.host.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.report.text.TextStyle;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;

final class TerminalTest {

  private final Properties properties = new Properties();

  @Test
  void isNoneWithoutTheLauncher() {
    final Terminal terminal = Terminal.of(properties, Map.of());
    assertEquals(TextStyle.plain(false), terminal.outputStyle());
    assertEquals(0, terminal.errorColumns());
    assertFalse(terminal.input());
  }

  @Test
  void looksAtEachStream() {
    properties.setProperty(Terminal.OUTPUT_PROPERTY, "80");
    properties.setProperty(Terminal.ERROR_PROPERTY, "");
    properties.setProperty(Terminal.UNICODE_PROPERTY, "true");
    properties.setProperty(Terminal.INPUT_PROPERTY, "true");
    final Terminal terminal = Terminal.of(properties, Map.of());
    assertEquals(new TextStyle(80, true, true), terminal.outputStyle());
    assertEquals(TextStyle.plain(true), terminal.errorStyle());
    assertTrue(terminal.input());
  }

  @Test
  void growsNoWiderThanCanBeRead() {
    properties.setProperty(Terminal.OUTPUT_PROPERTY, "250");
    assertEquals(100, Terminal.of(properties, Map.of()).outputStyle().readableWidth());
  }

  @Test
  void respectsWishesAgainstColours() {
    properties.setProperty(Terminal.OUTPUT_PROPERTY, "80");
    assertEquals(
        new TextStyle(80, false, false),
        Terminal.of(properties, Map.of("NO_COLOR", "1")).outputStyle());
    assertEquals(
        TextStyle.plain(false), Terminal.of(properties, Map.of("TERM", "dumb")).outputStyle());
  }
}
