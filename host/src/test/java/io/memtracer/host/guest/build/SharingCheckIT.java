package io.memtracer.host.guest.build;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.host.guest.GuestStore;
import io.memtracer.host.guest.agent.BuiltAgent;
import io.memtracer.host.guest.debian.DebianKernel;
import io.memtracer.host.guest.debian.DebianPackage;
import io.memtracer.host.guest.debian.DebianPackages;
import io.memtracer.host.qemu.QemuLocator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What preparing an image finds out about its kernel, of Debian's kernels with 9p and without. */
@Tag("qemu")
@Timeout(300)
final class SharingCheckIT {

  private static final Duration SCRIPT_TIMEOUT = Duration.ofMinutes(1);
  private static final String ALWAYS = "virtio_pci virtio_console";

  @TempDir Path directory;

  /** The kernel for clouds has overlay, and no 9p that could be loaded. */
  @ParameterizedTest
  @CsvSource({
    "linux-image-amd64, 9pnet_virtio 9p overlay,",
    "linux-image-amd64, '', 9p and no overlay",
    "linux-image-cloud-amd64, overlay, 9p"
  })
  void tellsWhatAKernelHas(final String kernel, final String modules, final String lacks)
      throws IOException {
    final SharingCheck check = new SharingCheck();
    try (BootedMachine machine = boot(kernel, (ALWAYS + " " + modules).strip())) {
      GuestScript.run(
          machine, BuildMachine.BOOT_TIMEOUT, SharingCheck.SCRIPT, SCRIPT_TIMEOUT, check::hear);
    }
    assertEquals(Optional.ofNullable(lacks), check.lacks());
  }

  private BootedMachine boot(final String meta, final String modules) throws IOException {
    final DebianPackages debian =
        new DebianPackages(GuestStore.ofEnvironment().cache().resolve("packages"));
    final List<DebianPackage> packages =
        new ArrayList<>(debian.resolve(List.of("busybox-static", meta)));
    packages.addAll(DebianKernel.packages(debian, packages.remove(1)));
    debian.download(packages);
    final Path kernel = directory.resolve("vmlinuz");
    final Path initrd = directory.resolve("initrd.gz");
    new EmbeddedSystem(debian, BuiltAgent.agent(), List.of(modules.split(" ")))
        .write(debian.files(packages), kernel, initrd);
    return BootedMachine.start(
        QemuLocator.ofEnvironment().locate(Optional.empty()),
        new BuildMachine().spec(kernel, initrd),
        Optional.empty());
  }
}
