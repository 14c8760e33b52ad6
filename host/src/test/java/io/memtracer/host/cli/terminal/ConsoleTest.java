package io.memtracer.host.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class ConsoleTest {

  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Console console(final OutputStream out) {
    return new Console("memtracer", out, err, new Terminal(0, 0, false, true, true));
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void saysWhyOutputCouldNotBeWritten() throws IOException {
    try (OutputStream full = new FileOutputStream("/dev/full")) {
      final Console console = console(full);
      console.out().println("a result");
      assertEquals(3, console.statusIfWritten(0));
      assertEquals("memtracer: can't write to standard output: No space left on device\n", err());
    }
  }

  @Test
  void saysNothingWhereItsReaderHasClosedThePipe() throws Exception {
    final Process reader =
        new ProcessBuilder("sh", "-c", "exec 0<&-; echo closed; exec sleep 60").start();
    try {
      assertEquals('c', reader.getInputStream().read());
      final Console console = console(reader.getOutputStream());
      console.out().println("a result");
      assertEquals(141, console.statusIfWritten(0));
      assertEquals("", err());
    } finally {
      reader.destroyForcibly();
    }
  }

  @Test
  void passesOnWhatPluginsPrintAsLinesWithTheirNames() {
    final Console console = console(new ByteArrayOutputStream());
    final PluginOutput output = new PluginOutput(() -> "chatty", console::pass);
    write(output, "one\ntwo ");
    assertEquals("[chatty] one\n", err());
    write(output, "parts\n\u001b[2Jmemtracer: all is well");
    output.flush();
    assertEquals(
        "[chatty] one\n[chatty] two parts\n[chatty] \\x1b[2Jmemtracer: all is well\n", err());
  }

  private static void write(final PluginOutput output, final String text) {
    final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    output.write(bytes, 0, bytes.length);
  }
}
