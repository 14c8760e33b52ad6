package io.memtracer.host.ring;

/** What QEMU wrote for us to read can't be: nothing behind it can be trusted. */
final class DamagedStreamException extends IllegalStateException {

  private static final long serialVersionUID = 1L;

  DamagedStreamException(final String what) {
    super(what);
  }

  /** Why the trace ends here. */
  String why() {
    return "QEMU wrote what can't be: " + getMessage();
  }
}
