package io.memtracer.host.session;

import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.qemu.Command;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.qemu.QemuLocator;
import io.memtracer.host.qemu.QemuVersion;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.opentest4j.TestAbortedException;

/** The two shapes that QEMU's plugin interface had since 9.1, each by a QEMU that has it. */
enum QemuEra {
  /** Callbacks are told the plugin's id. */
  WITH_PLUGIN_ID("9.1", "11.0"),
  /** Callbacks are told what they were registered with. */
  WITH_USER_DATA("11.1", "99");

  private static final Path UNPACK = Path.of("../.ci/unpack-qemu");
  private static final Duration TIMEOUT = Duration.ofMinutes(10);

  private final String from;
  private final String below;

  QemuEra(final String from, final String below) {
    this.from = from;
    this.below = below;
  }

  /**
   * Gets both, and builds their default guests: that may take longer than a test.
   *
   * @param vcpus of each guest
   */
  static void prepare(final int... vcpus) {
    for (final QemuEra era : values()) {
      era.ifToBeHad().ifPresent(qemu -> build(qemu, vcpus));
    }
  }

  private static void build(final QemuBinary qemu, final int... vcpus) {
    for (final int number : vcpus) {
      TestGuests.ensure(GuestRecipe.ofDefault().withVcpus(number), qemu);
    }
  }

  /** The tests that need one that can't be had say so themselves, each. */
  private Optional<QemuBinary> ifToBeHad() {
    try {
      return Optional.of(qemu());
    } catch (TestAbortedException e) {
      return Optional.empty();
    }
  }

  /**
   * The installed QEMU, if it is of this era; otherwise one that is unpacked in the cache.
   *
   * @throws TestAbortedException if none can be had: what needs it is not tried, and not passed
   */
  QemuBinary qemu() {
    final QemuBinary installed = QemuLocator.ofEnvironment().locate(Optional.empty());
    return has(installed.version())
        ? installed
        : QemuLocator.ofEnvironment().locate(Optional.of(unpacked()));
  }

  private boolean has(final QemuVersion version) {
    return version.compareTo(QemuVersion.of(from + ".0").orElseThrow()) >= 0
        && version.major() < Integer.parseInt(below.replaceFirst("\\..*", ""));
  }

  private Path unpacked() {
    final Path cache = Runs.TOOLS.guests().cache().resolve("qemu");
    final Command.Result result = unpack(cache);
    if (result.status() != 0) {
      final String reason = "not tried with QEMU " + from + " or newer: " + result.output().strip();
      System.err.println(reason);
      throw new TestAbortedException(reason);
    }
    return Path.of(result.output().strip());
  }

  private Command.Result unpack(final Path cache) {
    final Path script = UNPACK.toAbsolutePath().normalize();
    try {
      return Command.run(TIMEOUT, List.of(script.toString(), cache.toString(), from, below));
    } catch (TraceException e) {
      return new Command.Result(1, e.getMessage());
    }
  }
}
