package io.memtracer.host.qemu;

/** How QEMU's options are written. */
public final class QemuOption {

  private QemuOption() {}

  /** A value as it must stand in an option of the form {@code key=value,key=value}. */
  public static String escape(final String value) {
    return value.replace(",", ",,");
  }
}
