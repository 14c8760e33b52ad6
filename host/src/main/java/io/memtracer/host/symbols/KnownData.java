package io.memtracer.host.symbols;

import java.util.List;

/**
 * All that is known of what other than code lay where in a guest's memory.
 *
 * @param kernel the guest kernel's variables, and what its memory is for
 * @param before what lay in the memory of programs when tracing began
 * @param since what came into it since, both empty unless both are known
 */
public record KnownData(KernelData kernel, List<DataMapping> before, List<DataMapping> since) {

  /** Of a trace of which nothing is known. */
  public static final KnownData UNKNOWN = new KnownData(KernelData.UNKNOWN, List.of(), List.of());

  public KnownData {
    before = List.copyOf(before);
    since = List.copyOf(since);
  }

  /** None of programs' memory, unless all is known: an address could be something else as well. */
  public static KnownData of(final KernelData kernel, final Mappings before, final Mappings since) {
    final boolean known = before.data().isPresent() && since.data().isPresent();
    return new KnownData(
        kernel, known ? before.data().get() : List.of(), known ? since.data().get() : List.of());
  }

  /**
   * What names addresses by it.
   *
   * @param files where the images are
   * @param guest what only the guest has of them
   */
  public DataNames names(final ImageFiles files, final GuestCode guest) {
    return new DataNames(this, files, guest);
  }
}
