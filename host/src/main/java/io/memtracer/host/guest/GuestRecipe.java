package io.memtracer.host.guest;

import io.memtracer.host.status.TraceException;
import java.util.Optional;

/**
 * What guest to build.
 *
 * @param name as in {@code --guest NAME}
 * @param ramMib memory
 * @param vcpus virtual CPUs
 * @param debian what is on its disk; empty for the small system in memory
 */
public record GuestRecipe(String name, int ramMib, int vcpus, Optional<DebianContents> debian) {

  /** The name of the guest that runs use if none is named. */
  public static final String DEFAULT_NAME = "default";

  /**
   * Enough for a compiler or a Java program, and what they write; what the snapshot holds is what
   * the guest has touched.
   */
  public static final int DEFAULT_RAM_MIB = 1024;

  /** Enough for a Java program or a database. */
  public static final int DEFAULT_DEBIAN_RAM_MIB = 1024;

  private static final int MIN_RAM_MIB = 128;
  private static final int MAX_RAM_MIB = 64 << 10;

  /** Records say the vCPU in 8 bits. */
  private static final int MAX_VCPUS = 255;

  public GuestRecipe {
    GuestStore.requireName(name);
    requireRange("RAM in MiB", ramMib, MIN_RAM_MIB, MAX_RAM_MIB);
    requireRange("number of vCPUs", vcpus, 1, MAX_VCPUS);
    if (debian.isPresent() && name.equals(DEFAULT_NAME)) {
      throw TraceException.user(
          "the guest '" + DEFAULT_NAME + "' has no packages: give yours a name, with --name");
    }
  }

  /** A guest of the small system in memory. */
  public GuestRecipe(final String name, final int ramMib, final int vcpus) {
    this(name, ramMib, vcpus, Optional.empty());
  }

  /** The default guest, with 1024 MiB and one vCPU. */
  public static GuestRecipe ofDefault() {
    return new GuestRecipe(DEFAULT_NAME, DEFAULT_RAM_MIB, 1);
  }

  /** The same with another number of vCPUs. */
  public GuestRecipe withVcpus(final int number) {
    return new GuestRecipe(name, ramMib, number, debian);
  }

  /** The same with another amount of memory. */
  public GuestRecipe withRamMib(final int mib) {
    return new GuestRecipe(name, mib, vcpus, debian);
  }

  private static void requireRange(
      final String what, final int value, final int min, final int max) {
    if (value < min || value > max) {
      throw TraceException.user(
          "the guest's %s must be in range [%d, %d], but %d isn't"
              .formatted(what, min, max, value));
    }
  }
}
