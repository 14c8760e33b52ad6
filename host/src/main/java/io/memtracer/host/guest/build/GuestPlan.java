package io.memtracer.host.guest.build;

import io.memtracer.host.files.Digests;
import io.memtracer.host.guest.FactNames;
import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.qemu.MachineSpec;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a guest is to be.
 *
 * @param recipe its name and its machine
 * @param commandLine of the kernel in its directory; empty if it boots from its disk
 * @param diskAttached whether it sees its image as its disk
 * @param facts what it is made of
 */
record GuestPlan(
    GuestRecipe recipe,
    Optional<String> commandLine,
    boolean diskAttached,
    Map<String, String> facts) {

  private static final String SNAPSHOT = "ready";

  /** Each is a device, used or not: it is in the snapshot. */
  private static final int SHARE_SLOTS = 8;

  private static final int HASH_DIGITS = 12;

  GuestPlan {
    facts = new TreeMap<>(facts);
  }

  /** Tells apart everything that the guest's bytes, and its snapshot's use, depend on. */
  String directoryName() {
    final String inputs =
        String.join(
            "\n",
            facts + commandLine.map(line -> "\n" + line).orElse(""),
            MachineSpec.DEFAULT_CPU,
            Integer.toString(recipe.ramMib()),
            Integer.toString(recipe.vcpus()),
            Integer.toString(SHARE_SLOTS));
    return recipe.name() + "-" + Digests.sha256(inputs).substring(0, HASH_DIGITS);
  }

  /** The guest in a directory, as of now. */
  Guest in(final Path directory) {
    final Map<String, String> dated = new TreeMap<>(facts);
    dated.put(FactNames.BUILT, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return new Guest(
        recipe.name(),
        directory,
        directory.resolve("disk.qcow2"),
        SNAPSHOT,
        commandLine.map(line -> directory.resolve("vmlinuz")),
        commandLine.map(line -> directory.resolve("initrd.gz")),
        commandLine.orElse(""),
        MachineSpec.DEFAULT_CPU,
        recipe.ramMib(),
        recipe.vcpus(),
        SHARE_SLOTS,
        diskAttached,
        dated);
  }
}
