package io.memtracer.host.guest;

import io.memtracer.host.qemu.Disk;
import io.memtracer.host.qemu.LinuxBoot;
import io.memtracer.host.qemu.MachineSpec;
import io.memtracer.host.qemu.QemuVersion;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
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
 * @param shareSlots how many directories of the host it can show to programs; 0 if it can show none
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
    int shareSlots,
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
   * The guest in an image: one of ours if its {@code guest.json} lies beside it, otherwise a user's
   * own, which boots from its disk and has our agent waiting in the snapshot.
   *
   * @param snapshot its name in the image
   * @param ramMib what the user says; empty for what we know or 2560 MiB
   * @throws TraceException user error if the image is ours but not with that memory or snapshot
   */
  public static Guest ofImage(final Path image, final String snapshot, final OptionalInt ramMib) {
    final Path absolute = image.toAbsolutePath().normalize();
    return GuestFile.read(absolute.getParent())
        .filter(guest -> guest.image().equals(absolute))
        .map(guest -> guest.requireBuiltWith(snapshot, ramMib))
        .orElseGet(
            () ->
                ofForeignImage(
                    absolute, snapshot, ramMib.orElse(MachineSpec.PREDECESSOR_MEMORY_MIB)));
  }

  private static Guest ofForeignImage(final Path image, final String snapshot, final int ramMib) {
    return new Guest(
        image.getFileName().toString(),
        image.getParent(),
        image,
        snapshot,
        Optional.empty(),
        Optional.empty(),
        "",
        MachineSpec.DEFAULT_CPU,
        ramMib,
        1,
        0,
        true,
        Map.of());
  }

  private Guest requireBuiltWith(final String wantedSnapshot, final OptionalInt wantedRamMib) {
    if (!snapshot.equals(wantedSnapshot)) {
      throw TraceException.user(
          "the guest %s has the snapshot '%s', but not '%s'"
              .formatted(name, snapshot, wantedSnapshot));
    }
    if (wantedRamMib.isPresent() && wantedRamMib.getAsInt() != ramMib) {
      throw TraceException.user(
          "the guest %s was built with %d MiB of memory and can't be restored with %d"
              .formatted(name, ramMib, wantedRamMib.getAsInt()));
    }
    return this;
  }

  /**
   * Makes sure that it has so many vCPUs: its snapshot can't be restored with others.
   *
   * @throws TraceException user error if it was built with others
   */
  public void requireVcpus(final int wanted) {
    if (wanted != vcpus) {
      throw TraceException.user(
          "the guest '%s' was built with %d vCPU%s and can't be restored with %d: build or prepare it with --vcpus %d"
              .formatted(name, vcpus, vcpus == 1 ? "" : "s", wanted, wanted));
    }
  }

  /**
   * Makes sure that it has so much memory: its snapshot can't be restored with another amount.
   *
   * @throws TraceException user error if it was built with another
   */
  public void requireRamMib(final int wanted) {
    if (wanted != ramMib) {
      throw TraceException.user(
          "the guest '%s' was built with %d MiB of memory and can't be restored with %d: build or prepare it with --ram %d"
              .formatted(name, ramMib, wanted, wanted));
    }
  }

  /** The same with one more fact. */
  public Guest with(final String fact, final String value) {
    final Map<String, String> all = new TreeMap<>(facts);
    all.put(fact, value);
    return new Guest(
        name,
        directory,
        image,
        snapshot,
        kernel,
        initrd,
        commandLine,
        cpu,
        ramMib,
        vcpus,
        shareSlots,
        diskAttached,
        all);
  }

  /** Why its programs can't be shown files of the host; empty if they can. */
  public Optional<String> blindness() {
    if (shareSlots == 0) {
      return Optional.of("it has no devices for them");
    }
    return Optional.ofNullable(facts.get(FactNames.LACKS))
        .map(lacks -> "its kernel has no " + lacks);
  }

  /** What is in it, if that isn't the system of the default guest. */
  public Optional<String> origin() {
    return Optional.ofNullable(facts.get(FactNames.REQUESTED_PACKAGES))
        .map(packages -> "Debian with " + packages.replace(",", ", "))
        .or(
            () ->
                Optional.ofNullable(facts.get(FactNames.IMAGE))
                    .map(image -> "prepared from " + image));
  }

  /** The QEMU that saved its snapshot, if it is known. */
  public Optional<QemuVersion> builtBy() {
    return Optional.ofNullable(facts.get(FactNames.QEMU_VERSION)).flatMap(QemuVersion::of);
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
        shareSlots,
        EXTRA_ARGUMENTS);
  }

  /** Its image, to restore the snapshot from: never written to, whatever the guest does. */
  public Disk disk() {
    return new Disk(image, Optional.of(snapshot), device());
  }

  /** Its image, to be written to by its builder. */
  public Disk writableDisk() {
    return new Disk(image, Optional.empty(), device());
  }

  private Optional<String> device() {
    return diskAttached ? Optional.of(DISK_DEVICE) : Optional.empty();
  }
}
