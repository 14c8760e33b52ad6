package io.memtracer.host.foreign;

import java.io.IOException;

/** What is in a file can't be a trace of its format. */
final class MalformedException extends IOException {

  private static final long serialVersionUID = 1L;

  MalformedException(final String message) {
    super(message);
  }
}
