package io.memtracer.cluster;

/**
 * What an analyzer threw on an executor, in words: its class is one of the analyzer's own, or of
 * another class loader. It looks as if it had been thrown here.
 */
final class FailedElsewhereException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String text;

  private FailedElsewhereException(final String message, final String text) {
    super(message);
    this.text = text;
  }

  static FailedElsewhereException of(final Throwable failure) {
    final FailedElsewhereException same =
        new FailedElsewhereException(failure.getMessage(), failure.toString());
    same.setStackTrace(failure.getStackTrace());
    return same;
  }

  /** Of the class that was thrown, and not of this one. */
  @Override
  @SuppressWarnings("OverrideThrowableToString")
  public String toString() {
    return text;
  }
}
