package io.memtracer.host.symbols;

import java.util.List;
import java.util.Optional;

/**
 * What lay in the memory of programs while a trace was made.
 *
 * @param code all code
 * @param data that and all else; empty if not all of that is known, since then an address could be
 *     something else's as well
 */
public record Mappings(List<FileMapping> code, Optional<List<DataMapping>> data) {

  /** Of which nothing is known. */
  public static final Mappings UNKNOWN = new Mappings(List.of(), Optional.empty());

  public Mappings {
    code = List.copyOf(code);
    data = data.map(List::copyOf);
  }

  static Mappings of(final List<DataMapping> all, final boolean complete) {
    return new Mappings(
        all.stream().flatMap(mapping -> mapping.asCode().stream()).toList(),
        complete ? Optional.of(all) : Optional.empty());
  }
}
