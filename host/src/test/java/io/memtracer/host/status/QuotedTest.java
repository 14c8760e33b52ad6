package io.memtracer.host.status;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

final class QuotedTest {

  @Test
  void isOneLineInQuotes() {
    assertEquals(
        "'no memtracer: all is well ?[2J?'",
        Quoted.of("no\nmemtracer: all is well\t\u001b[2J\r\n", 100));
    assertEquals("'it\\'s'", Quoted.of("it's", 100));
  }

  @Test
  void showsNothingThatTurnsTheDirectionOfWriting() {
    assertEquals("a?b?c?", Quoted.line("a\u202eb\u2066c\u200f", 100));
    assertEquals("?", Quoted.line("\ud800", 100));
    assertEquals("ünï 𝄞", Quoted.line("ünï 𝄞", 100));
  }

  @Test
  void isBounded() {
    assertEquals("'" + "x".repeat(10) + "...'", Quoted.of("x".repeat(5000), 10));
  }
}
