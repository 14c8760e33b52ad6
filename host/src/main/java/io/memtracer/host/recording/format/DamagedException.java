package io.memtracer.host.recording.format;

/** A recorded trace has what can't be. The message says where and what. */
public final class DamagedException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  public DamagedException(final String what) {
    super(what);
  }

  public DamagedException(final String what, final Throwable cause) {
    super(what, cause);
  }
}
