package io.memtracer.api;

/**
 * An option of an analyzer is unknown or has a value that can't be used. The message is for the
 * user.
 */
public final class InvalidOptionException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is wrong, the value, and what to do
   */
  public InvalidOptionException(final String message) {
    super(message);
  }
}
