package io.memtracer.host.status;

import java.util.Map;
import java.util.Optional;

/**
 * What lies at the addresses that results have, as far as it is known.
 *
 * @param code at those of instructions
 * @param data at those of what is accessed
 */
public record Names(Map<CodePlace, CodeName> code, Map<DataPlace, DataName> data) {

  /** Nothing is known of any. */
  public static final Names NONE = new Names(Map.of(), Map.of());

  public Names {
    code = Map.copyOf(code);
    data = Map.copyOf(data);
  }

  /** What lies at an address of code. */
  public Optional<CodeName> of(final CodePlace place) {
    return Optional.ofNullable(code.get(place));
  }

  /** What lies at an address of data. */
  public Optional<DataName> of(final DataPlace place) {
    return Optional.ofNullable(data.get(place));
  }
}
