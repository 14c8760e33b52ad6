package io.memtracer.host.guest.build;

import io.memtracer.host.guest.DebianContents;
import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.debian.DebianPackages;
import io.memtracer.host.guest.debian.RootArchive;
import io.memtracer.host.guest.image.Qcow2;
import io.memtracer.host.qemu.QemuBinary;
import io.memtracer.host.status.Resources;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A Debian on a disk, with packages of the user's choice: the embedded system boots and goes on
 * from there. Packages are set up inside, by dpkg: nobody needs to be root here.
 */
final class DebianSystem implements GuestSystem {

  /** To be raised when something in here changes what is built. */
  private static final int RECIPE_VERSION = 1;

  private static final String COMMAND_LINE =
      EmbeddedSystem.COMMAND_LINE + " memtracer.root=" + DiskInstaller.DISK;

  /** What a file system needs itself, and what setting up writes: found to be less than a tenth. */
  private static final double ROOM_FACTOR = 1.15;

  private static final long ROOM_BYTES = 64L << 20;

  private final DebianPackages debian;
  private final DebianContents contents;
  private final EmbeddedSystem memory;
  private final QemuBinary qemu;
  private final Resources resources;

  DebianSystem(
      final DebianPackages debian,
      final DebianContents contents,
      final EmbeddedSystem memory,
      final QemuBinary qemu,
      final Resources resources) {
    this.debian = debian;
    this.contents = contents;
    this.memory = memory.withDisk();
    this.qemu = qemu;
    this.resources = resources;
  }

  @Override
  public String recipeVersion() {
    return RECIPE_VERSION + "+" + memory.recipeVersion();
  }

  @Override
  public String commandLine() {
    return COMMAND_LINE;
  }

  @Override
  public boolean diskAttached() {
    return true;
  }

  @Override
  public Selection select() throws IOException {
    return new Selection(
        memory.select().memory(), debian.resolveWithDependencies(contents.packages()));
  }

  @Override
  public void make(final Guest guest, final Selection selection, final BuildProgress progress)
      throws IOException {
    memory.write(
        debian.files(selection.memory()),
        guest.kernel().orElseThrow(),
        guest.initrd().orElseThrow());
    final Path archive = guest.directory().resolve("root.tar");
    progress.step(
        "unpacking " + selection.disk().size() + " packages",
        () -> {
          RootArchive.write(debian.files(selection.disk()), archive);
          return archive;
        });
    requireRoom(Files.size(archive));
    Qcow2.createEmpty(guest.image(), contents.diskBytes());
    new DiskInstaller(qemu, progress, resources).install(guest, archive, selection.disk().size());
    Files.delete(archive);
  }

  private void requireRoom(final long archiveBytes) {
    final long needed = (long) (archiveBytes * ROOM_FACTOR) + ROOM_BYTES;
    if (contents.diskBytes() < needed) {
      throw TraceException.user(
          "the packages need a disk of at least %d MiB, but it has %d: use --disk %dM or more"
              .formatted((needed >> 20) + 1, contents.diskBytes() >> 20, (needed >> 20) + 1));
    }
  }
}
