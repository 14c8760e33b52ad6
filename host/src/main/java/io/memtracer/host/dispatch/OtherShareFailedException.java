package io.memtracer.host.dispatch;

/**
 * An analyzer ends since another one that shares its work has failed: what that one says counts.
 */
public final class OtherShareFailedException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  public OtherShareFailedException(final String message) {
    super(message);
  }
}
