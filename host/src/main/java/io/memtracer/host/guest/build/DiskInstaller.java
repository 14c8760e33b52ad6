package io.memtracer.host.guest.build;

import io.memtracer.host.guest.Guest;
import io.memtracer.host.qemu.MachineSpec;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.status.Resources;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Boots the embedded system to put a root file system on a disk and set up its packages. */
final class DiskInstaller {

  /** What the guest calls its disk. */
  static final String DISK = "/dev/vda";

  /** Setting up is mostly serial; it took 70 s for 100 packages. */
  private static final Duration TIMEOUT = Duration.ofHours(1);

  private static final int REPORTS = 5;
  private static final String SETTING_UP = "Setting up ";

  private static final String SCRIPT =
      """
      set -e
      echo 0 > /proc/sys/kernel/printk
      mke2fs -m 0 /dev/vda >/dev/null
      mkdir -p /mnt
      mount -t ext4 -o noatime /dev/vda /mnt
      tar -x -C /mnt -f /dev/vdb
      mount -t proc proc /mnt/proc
      mount -t sysfs sysfs /mnt/sys
      mount -o bind /dev /mnt/dev
      mount -t tmpfs tmpfs /mnt/run
      mount -t tmpfs tmpfs /mnt/tmp
      export PATH=/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C
      export DEBIAN_FRONTEND=noninteractive DEBCONF_NONINTERACTIVE_SEEN=true
      # Not "chroot": this shell would run its own dpkg.
      inside="/usr/bin/env chroot /mnt"
      $inside /usr/bin/dpkg --force-unsafe-io --configure --pending 2>&1
      left=$($inside /usr/bin/dpkg-query -W -f '${db:Status-Status} ${Package}\\n' |
        grep -v '^installed ' || true)
      if [ -n "$left" ]; then
        echo "not set up: $left"
        exit 1
      fi
      rm /mnt/usr/sbin/policy-rc.d
      cd /
      umount /mnt/tmp /mnt/run /mnt/dev /mnt/sys /mnt/proc /mnt
      """;

  private final QemuBinary qemu;
  private final BuildProgress progress;
  private final Resources resources;

  DiskInstaller(final QemuBinary qemu, final BuildProgress progress, final Resources resources) {
    this.qemu = qemu;
    this.progress = progress;
    this.resources = resources;
  }

  /**
   * Fills a guest's image.
   *
   * @param archive the root file system, a tar archive
   * @param packages how many there are to set up
   */
  void install(final Guest guest, final Path archive, final int packages) {
    final MachineSpec spec =
        new BuildMachine()
            .disk("qcow2", guest.image(), false)
            .disk("raw", archive, true)
            .spec(guest.kernel().orElseThrow(), guest.initrd().orElseThrow());
    final BootedMachine machine = resources.add(BootedMachine.start(qemu, spec, Optional.empty()));
    progress.step(
        "setting up " + packages + " packages",
        () -> {
          run(machine, packages);
          machine.shutDown();
          return Optional.empty();
        });
    machine.close();
  }

  private void run(final BootedMachine machine, final int packages) {
    try {
      GuestScript.run(machine, BuildMachine.BOOT_TIMEOUT, SCRIPT, TIMEOUT, reporter(packages));
    } catch (TraceException e) {
      throw e.getMessage().contains("No space left on device")
          ? TraceException.user("the guest's disk is too small for its packages: use --disk")
          : TraceException.guest("the packages can't be set up: " + e.getMessage(), e);
    }
  }

  private Consumer<String> reporter(final int packages) {
    final AtomicInteger done = new AtomicInteger();
    return line -> {
      if (line.startsWith(SETTING_UP)) {
        final int count = done.incrementAndGet();
        if (count % Math.max(1, packages / REPORTS) == 0) {
          progress.onStep("set up " + count + " of " + packages + " packages");
        }
      }
    };
  }
}
