package io.memtracer.host.qemu;

/** Builds QEMU's argument list from a description of the machine. */
public final class QemuCommand {

  private QemuCommand() {}

  /** A value as it must stand in an option of the form {@code key=value,key=value}. */
  public static String escape(final String value) {
    return value.replace(",", ",,");
  }
}
