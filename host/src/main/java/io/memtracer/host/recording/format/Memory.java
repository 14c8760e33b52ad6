package io.memtracer.host.recording.format;

import java.util.List;
import java.util.Map;

/**
 * What names addresses of data, all of it: which of them somebody will ask for, nobody knows before
 * a replay.
 *
 * @param kernelSymbols variables of the guest's kernel and what it takes to know where they end, in
 *     lines of /proc/kallsyms, at most {@link #MAX_SYMBOLS_CHARS}
 * @param kernelFacts where the kernel has put its areas, as the guest's agent says it
 * @param before what lay in memory when tracing began
 * @param since what came into it since
 * @param identities of files of the machine that recorded, by which they are known again, by path:
 *     of all those with code in the mappings
 */
public record Memory(
    String kernelSymbols,
    Map<String, String> kernelFacts,
    List<Mapping> before,
    List<Mapping> since,
    Map<String, String> identities) {

  /** Ten times what kernels of distributions take. */
  public static final int MAX_SYMBOLS_CHARS = 16 << 20;

  public Memory {
    kernelFacts = Map.copyOf(kernelFacts);
    before = List.copyOf(before);
    since = List.copyOf(since);
    identities = Map.copyOf(identities);
    if (kernelSymbols.length() > MAX_SYMBOLS_CHARS) {
      throw new IllegalArgumentException(
          "symbols of a kernel take at most %d characters, but these %d"
              .formatted(MAX_SYMBOLS_CHARS, kernelSymbols.length()));
    }
  }

  /** What memory can be. */
  public enum Use {
    FILE,
    ANONYMOUS,
    HEAP,
    STACK,
    SPECIAL,
    UNLINKED,
    THREAD
  }

  /**
   * What lay in a program's memory at some time. Addresses and offsets are without sign.
   *
   * @param start address of its first byte
   * @param end address behind its last byte
   * @param fileOffset where in its file the first byte is
   * @param use what memory it was
   * @param name its file as the guest calls it, what the kernel calls it, or empty
   * @param hostFile the file of the machine that recorded that it was of; empty if it was of none
   * @param code whether it might be executed
   * @param program what was executed there; empty if that isn't known
   */
  public record Mapping(
      long start,
      long end,
      long fileOffset,
      Use use,
      String name,
      String hostFile,
      boolean code,
      String program) {

    public Mapping {
      if (Long.compareUnsigned(start, end) >= 0) {
        throw new IllegalArgumentException(
            "memory from 0x%x to 0x%x can't be: it ends before it begins".formatted(start, end));
      }
    }
  }
}
