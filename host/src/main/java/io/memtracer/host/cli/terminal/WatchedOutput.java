package io.memtracer.host.cli.terminal;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/**
 * Remembers why its stream failed first: a {@link java.io.PrintStream} above only knows that it
 * did. Any thread may ask.
 */
final class WatchedOutput extends FilterOutputStream {

  private volatile IOException failure;

  WatchedOutput(final OutputStream stream) {
    super(stream);
  }

  /** Why it failed; empty if it didn't. */
  Optional<IOException> failure() {
    return Optional.ofNullable(failure);
  }

  @Override
  public void write(final int value) throws IOException {
    try {
      out.write(value);
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  @Override
  public void write(final byte[] bytes, final int offset, final int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  @Override
  public void flush() throws IOException {
    try {
      out.flush();
    } catch (IOException e) {
      throw remembered(e);
    }
  }

  private IOException remembered(final IOException e) {
    if (failure == null) {
      failure = e;
    }
    return e;
  }
}
