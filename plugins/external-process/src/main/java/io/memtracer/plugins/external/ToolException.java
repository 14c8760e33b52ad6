package io.memtracer.plugins.external;

/** A tool failed or broke the protocol. The message names the tool and the step, for the user. */
final class ToolException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  ToolException(final String message) {
    super(message);
  }

  ToolException(final String message, final Throwable cause) {
    super(message, cause);
  }
}
