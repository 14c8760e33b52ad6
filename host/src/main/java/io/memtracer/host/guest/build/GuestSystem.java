package io.memtracer.host.guest.build;

import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.debian.DebianPackage;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;

/** A kind of guest: what it is made of, and how. */
interface GuestSystem {

  /**
   * Packages a guest is made of.
   *
   * @param memory those of which parts go to the system in memory, its kernel's too
   * @param disk those that are installed on a disk
   */
  record Selection(List<DebianPackage> memory, List<DebianPackage> disk) {

    public Selection {
      memory = List.copyOf(memory);
      disk = List.copyOf(disk);
    }

    /** Each package once. */
    List<DebianPackage> all() {
      return Stream.concat(memory.stream(), disk.stream()).distinct().toList();
    }
  }

  /** Another one when something else than packages changes what is made. */
  String recipeVersion();

  /** The kernel's parameters. */
  String commandLine();

  /** Whether the guest sees its image as a disk. */
  boolean diskAttached();

  /** Looks up today's packages. */
  Selection select() throws IOException;

  /** Makes the guest's files, out of packages that are downloaded. */
  void make(Guest guest, Selection selection, BuildProgress progress) throws IOException;
}
