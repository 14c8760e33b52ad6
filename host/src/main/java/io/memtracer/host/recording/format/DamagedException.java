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

  /** Makes sure that something was unpacked to as many bytes as it must. */
  static void requireUnpacked(final int expected, final int bytes) {
    if (bytes != expected) {
      throw new DamagedException(
          "it must unpack to %d bytes, but does to %d".formatted(expected, bytes));
    }
  }
}
