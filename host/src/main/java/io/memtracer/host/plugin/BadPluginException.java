package io.memtracer.host.plugin;

/** What is wrong with one JAR, and what to do about it; becomes a {@link PluginProblem}. */
final class BadPluginException extends Exception {

  private static final long serialVersionUID = 1L;

  BadPluginException(final String message) {
    super(message);
  }

  BadPluginException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
