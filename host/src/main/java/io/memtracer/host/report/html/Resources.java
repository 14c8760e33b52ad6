package io.memtracer.host.report.html;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** Files that come with our classes. */
final class Resources {

  private Resources() {}

  /** Opens a file; a name without a slash is one beside this class. */
  static InputStream open(final String name) throws IOException {
    final InputStream in = Resources.class.getResourceAsStream(name);
    if (in == null) {
      throw new FileNotFoundException(name + " isn't in the class path");
    }
    return in;
  }

  /** All of a text. */
  static String text(final String name) throws IOException {
    try (InputStream in = open(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
