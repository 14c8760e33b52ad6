package io.memtracer.host.cli.terminal;

import io.memtracer.host.plugin.PluginCode;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Takes the place of {@code System.out} and {@code System.err}, which this program itself doesn't
 * use: what plugins and their libraries print comes line by line on standard error, with the name
 * of the plugin, and never between the lines of a result.
 */
public final class PluginOutput extends OutputStream {

  /** A line that is longer is passed on in pieces. */
  private static final int MAX_LINE_BYTES = 8 << 10;

  private static final String NO_PLUGIN = "java";

  private final Supplier<String> caller;
  private final BiConsumer<String, String> lines;
  private final Map<String, ByteArrayOutputStream> begun = new HashMap<>();

  /**
   * Takes what is printed.
   *
   * @param caller whose code is on the stack of the printing thread
   * @param lines takes a name, and a line without its end
   */
  PluginOutput(final Supplier<String> caller, final BiConsumer<String, String> lines) {
    this.caller = caller;
    this.lines = lines;
  }

  public static void redirectTo(final Console console) {
    final PluginOutput output =
        new PluginOutput(() -> PluginCode.caller().orElse(NO_PLUGIN), console::pass);
    // Flushed by nobody but who prints: otherwise each piece of a line would be one.
    final PrintStream printer = new PrintStream(output, false, StandardCharsets.UTF_8);
    System.setOut(printer);
    System.setErr(printer);
  }

  @Override
  public void write(final int value) {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public synchronized void write(final byte[] bytes, final int offset, final int length) {
    final String name = caller.get();
    final ByteArrayOutputStream line =
        begun.computeIfAbsent(name, key -> new ByteArrayOutputStream());
    for (int i = offset; i < offset + length; i++) {
      if (bytes[i] == '\n') {
        end(name, line);
      } else {
        line.write(bytes[i]);
        if (line.size() == MAX_LINE_BYTES) {
          end(name, line);
        }
      }
    }
  }

  /** Passes on what is no whole line yet, of whoever flushes: it would be lost at the end. */
  @Override
  public synchronized void flush() {
    final String name = caller.get();
    final ByteArrayOutputStream line = begun.get(name);
    if (line != null && line.size() > 0) {
      end(name, line);
    }
  }

  private void end(final String name, final ByteArrayOutputStream line) {
    lines.accept(name, line.toString(StandardCharsets.UTF_8));
    line.reset();
  }
}
