package io.memtracer.host.symbols;

import java.util.Arrays;
import java.util.List;

/**
 * All that is known of which code lay where in a guest's memory.
 *
 * @param kernel the guest kernel's functions
 * @param mappings all other code, of all programs
 * @param guest what only the guest has of that
 */
public record KnownCode(KernelCode kernel, List<FileMapping> mappings, GuestCode guest) {

  /** Of a trace of which nothing is known. */
  public static final KnownCode UNKNOWN = new KnownCode(KernelCode.UNKNOWN, List.of());

  public KnownCode {
    mappings = List.copyOf(mappings);
  }

  /** Where nothing can be had from the guest. */
  public KnownCode(final KernelCode kernel, final List<FileMapping> mappings) {
    this(kernel, mappings, GuestCode.NONE);
  }

  /** The same with what can be had from the guest. */
  public KnownCode with(final GuestCode newGuest) {
    return new KnownCode(kernel, mappings, newGuest);
  }

  /**
   * As much of it as it takes to name some addresses.
   *
   * @param addresses sorted, all without sign or all with
   */
  public KnownCode holding(final long[] addresses) {
    return new KnownCode(
        KernelCode.of(kernel.holding(addresses)),
        mappings.stream().filter(mapping -> isAnyIn(mapping, addresses)).toList(),
        guest);
  }

  private static boolean isAnyIn(final FileMapping mapping, final long[] addresses) {
    final int found = Arrays.binarySearch(addresses, mapping.start());
    final int next = found < 0 ? -found - 1 : found;
    return next < addresses.length
        && Long.compareUnsigned(addresses[next], mapping.start()) >= 0
        && Long.compareUnsigned(addresses[next], mapping.end()) < 0;
  }

  /**
   * What names addresses by it.
   *
   * @param files where the images are
   */
  public CodeNames names(final ImageFiles files) {
    return new CodeNames(kernel, mappings, guest, files);
  }
}
