package io.memtracer.host.session;

import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.qemu.QemuLocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/** A QEMU that gives the plugin options which are of no use but to tests. */
final class QemuWrapper {

  private QemuWrapper() {}

  /**
   * Limits how many sites get a number. It refuses to run where there is no site table.
   *
   * @param directory where to put it
   */
  static Path withSiteTable(final Path directory, final int entries) {
    return withSiteTable(directory, QemuLocator.ofEnvironment().locate(Optional.empty()), entries);
  }

  /** The same with a certain QEMU. */
  static Path withSiteTable(final Path directory, final QemuBinary qemu, final int entries) {
    final String script =
        """
        #!/bin/bash
        arguments=("${@/,ring=/,table=%d,ring=}")
        if [[ "$*" != *--version ]] && [[ "$*" != *,probe=on ]] && [ "$*" = "${arguments[*]}" ]; then
          echo "there is no plugin with a ring among: $*" >&2
          exit 1
        fi
        exec '%s' "${arguments[@]}"
        """
            .formatted(entries, qemu.executable());
    return write(directory.resolve("qemu-with-table-" + entries), script);
  }

  /**
   * One that may read what its user may, also if that is root: without the capabilities that take
   * root past the permissions of files of others. An ordinary user has none to give up.
   *
   * @param directory where to put it
   */
  static Path withoutPrivileges(final Path directory) {
    final String script =
        """
        #!/bin/sh
        [ "$(id -u)" = 0 ] || exec '%1$s' "$@"
        exec setpriv --inh-caps=-all \\
          --bounding-set=-dac_override,-dac_read_search,-fowner,-chown,-setuid,-setgid '%1$s' "$@"
        """
            .formatted(QemuLocator.ofEnvironment().locate(Optional.empty()).executable());
    return write(directory.resolve("qemu-without-privileges"), script);
  }

  /**
   * One whose guests have a kernel that is at another place at each boot, and which user code has
   * no page tables of.
   *
   * @param directory where to put it
   */
  static Path withHiddenKernel(final Path directory) {
    final String script =
        """
        #!/bin/bash
        arguments=("${@/nokaslr/kaslr}")
        exec '%s' "${arguments[@]/mitigations=off/pti=on}"
        """
            .formatted(QemuLocator.ofEnvironment().locate(Optional.empty()).executable());
    return write(directory.resolve("qemu-with-hidden-kernel"), script);
  }

  private static Path write(final Path file, final String script) {
    try {
      final Path wrapper = Files.writeString(file, script);
      return Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwx------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
