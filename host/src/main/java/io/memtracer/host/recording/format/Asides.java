package io.memtracer.host.recording.format;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is said of a run in blocks that nobody needs to read its records. Files of before there was
 * one of them don't have it.
 *
 * @param names what code is called
 * @param memory what names addresses of data
 * @param files what the workload saw of files of the machine
 */
public record Asides(Optional<Names> names, Optional<Memory> memory, Optional<HostFiles> files) {

  /** Nothing is said. */
  public static final Asides NONE =
      new Asides(Optional.empty(), Optional.empty(), Optional.empty());

  /** What is said, in the order in which it is written. */
  public Map<Kind, Record> byKind() {
    final Map<Kind, Record> all = new LinkedHashMap<>();
    names.ifPresent(said -> all.put(Kind.NAMES, said));
    memory.ifPresent(said -> all.put(Kind.MEMORY, said));
    files.ifPresent(said -> all.put(Kind.FILES, said));
    return all;
  }
}
