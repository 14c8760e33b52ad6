package io.memtracer.host.qemu;

import java.util.List;

/**
 * What a QEMU that the guest has got hold of can't do any more: system calls that it never makes
 * end it. Not every QEMU is built with this.
 */
final class QemuSandbox {

  private static final String OPTION = "-sandbox";

  /**
   * Not {@code elevateprivileges=deny}: our plugin takes QEMU into a process group of its own, so
   * that Ctrl-C doesn't end it, and that counts as such. Where no program can be started, there is
   * nothing else in it that would give rights.
   */
  private static final String COMMON = "on,obsolete=deny,resourcecontrol=deny,spawn=";

  private QemuSandbox() {}

  /**
   * The arguments.
   *
   * @param window whether it opens a window: what draws it starts programs
   */
  static List<String> arguments(final boolean window) {
    return List.of(OPTION, COMMON + (window ? "allow" : "deny"));
  }
}
