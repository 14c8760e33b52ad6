package io.memtracer.host.status;

/**
 * Something went wrong that the user should be told. The message says what, with the value, and
 * what to do; it is printed without a stack trace unless its category is {@link
 * ErrorCategory#INTERNAL}.
 */
public final class TraceException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final ErrorCategory category;

  public TraceException(final ErrorCategory category, final String message) {
    super(message);
    this.category = category;
  }

  public TraceException(final ErrorCategory category, final String message, final Throwable cause) {
    super(message, cause);
    this.category = category;
  }

  public static TraceException user(final String message) {
    return new TraceException(ErrorCategory.USER, message);
  }

  public static TraceException environment(final String message) {
    return new TraceException(ErrorCategory.ENVIRONMENT, message);
  }

  public static TraceException environment(final String message, final Throwable cause) {
    return new TraceException(ErrorCategory.ENVIRONMENT, message, cause);
  }

  public static TraceException analyzer(final String message, final Throwable cause) {
    return new TraceException(ErrorCategory.ANALYZER, message, cause);
  }

  public static TraceException guest(final String message) {
    return new TraceException(ErrorCategory.GUEST, message);
  }

  public static TraceException guest(final String message, final Throwable cause) {
    return new TraceException(ErrorCategory.GUEST, message, cause);
  }

  /** Who can mend it. */
  public ErrorCategory category() {
    return category;
  }
}
