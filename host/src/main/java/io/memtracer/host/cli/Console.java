package io.memtracer.host.cli;

import io.memtracer.host.report.TextStyle;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/** The program's two output streams, and how text on them is to look. */
public final class Console {

  private final PrintStream out;
  private final PrintStream err;
  private final Terminal terminal;

  public Console(final OutputStream out, final OutputStream err, final Terminal terminal) {
    final Charset charset = terminal.unicode() ? StandardCharsets.UTF_8 : StandardCharsets.US_ASCII;
    this.out = new PrintStream(out, true, charset);
    this.err = new PrintStream(err, true, charset);
    this.terminal = terminal;
  }

  public PrintStream out() {
    return out;
  }

  public PrintStream err() {
    return err;
  }

  TextStyle outputStyle() {
    return terminal.outputStyle();
  }

  TextStyle errorStyle() {
    return terminal.errorStyle();
  }

  /** Width of the terminal at standard error; 0 if that isn't one. */
  int errorColumns() {
    return terminal.errorColumns();
  }

  /** Says something that isn't a result, on standard error. */
  void say(final String message) {
    err.println("memtracer: " + message);
  }
}
