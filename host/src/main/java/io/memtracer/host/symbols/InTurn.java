package io.memtracer.host.symbols;

import io.memtracer.host.status.DataName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What lay at an address, one after another, as it is told, and what that is called. */
final class InTurn {

  /** By whose memory it is, in the order in which each came first. */
  private final Map<String, DataName> things = new LinkedHashMap<>();

  private boolean isAllKnown = true;

  /**
   * Something lay there: without a place in it, if it was at several places.
   *
   * @param thing what; empty if that isn't known
   */
  void add(final Optional<DataName> thing) {
    isAllKnown &= thing.isPresent();
    thing.ifPresent(
        name ->
            things.merge(
                name.owner(),
                name,
                (before, now) -> before.equals(now) ? now : DataName.area(now.owner())));
  }

  /**
   * What the address is called.
   *
   * @param ofOneProgram whether one program had all of it, so that it was told in order
   * @return empty if nobody has said what lay there, or not all is known; and if there were several
   *     things and it isn't known that one program had them
   */
  Optional<DataName> name(final boolean ofOneProgram) {
    return things.isEmpty() || !isAllKnown || (things.size() > 1 && !ofOneProgram)
        ? Optional.empty()
        : Optional.of(DataName.inTurn(new ArrayList<>(things.values())));
  }
}
