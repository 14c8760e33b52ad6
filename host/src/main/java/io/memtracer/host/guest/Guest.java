package io.memtracer.host.guest;

import io.memtracer.host.qemu.Disk;
import io.memtracer.host.qemu.LinuxBoot;
import io.memtracer.host.qemu.MachineSpec;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A guest that a run can be restored from. Runs never write to its image.
 *
 * @param name as in {@code --guest NAME}
 * @param directory where the store keeps it
 * @param image the qcow2 image with the snapshot
 * @param snapshot the snapshot's name
 * @param kernel booted directly, if it is
 * @param initrd for the kernel
 * @param commandLine of the kernel
 * @param cpu QEMU's CPU model, with its options
 * @param ramMib memory
 * @param vcpus virtual CPUs
 * @param diskAttached whether the guest sees the image as its disk; otherwise it only holds the
 *     snapshot
 * @param facts where it comes from: versions, packages, when it was built
 */
public record Guest(
    String name,
    Path directory,
    Path image,
    String snapshot,
    Optional<Path> kernel,
    Optional<Path> initrd,
    String commandLine,
    String cpu,
    int ramMib,
    int vcpus,
    boolean diskAttached,
    Map<String, String> facts) {

  private static final String MACHINE_TYPE = "q35";
  private static final String DISK_DEVICE = "virtio-blk-pci,id=memtracer-disk";

  /** The guest's clock goes with the guest: restored, it continues from the snapshot. */
  private static final List<String> EXTRA_ARGUMENTS = List.of("-rtc", "base=utc,clock=vm");

  public Guest {
    facts = Collections.unmodifiableMap(new TreeMap<>(facts));
  }

  /**
   * A user's own image: it boots from its disk, and a snapshot in it has our agent waiting.
   *
   * @param image the user's
   * @param snapshot its name in the image
   */
  public static Guest ofImage(
      final Path image, final String snapshot, final int ramMib, final int vcpus) {
    final Path absolute = image.toAbsolutePath();
    return new Guest(
        absolute.getFileName().toString(),
        absolute.getParent(),
        absolute,
        snapshot,
        Optional.empty(),
        Optional.empty(),
        "",
        MachineSpec.DEFAULT_CPU,
        ramMib,
        vcpus,
        true,
        Map.of());
  }

  /** The machine it was built on, and is restored on. */
  public MachineSpec machine() {
    return new MachineSpec(
        MACHINE_TYPE,
        cpu,
        ramMib,
        vcpus,
        kernel.map(image -> new LinuxBoot(image, initrd.orElseThrow(), commandLine)),
        true,
        true,
        EXTRA_ARGUMENTS);
  }

  /** Its image, to restore the snapshot from: never written to, whatever the guest does. */
  public Disk disk() {
    return new Disk(image, Optional.of(snapshot), device());
  }

  /** Its image, to be written to by its builder. */
  Disk writableDisk() {
    return new Disk(image, Optional.empty(), device());
  }

  private Optional<String> device() {
    return diskAttached ? Optional.of(DISK_DEVICE) : Optional.empty();
  }
}
