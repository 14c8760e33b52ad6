package io.memtracer.host.symbols.dwarf;

import io.memtracer.host.status.CodeName.SourceLine;
import java.util.Collection;
import java.util.Map;

/**
 * Finds the lines of source that an image's code was compiled from. Of code that was inlined it is
 * where that was written; into which function it went is not in these tables.
 */
public final class LineTables {

  private LineTables() {}

  /**
   * Finds lines.
   *
   * @param addresses as the image counts them
   * @param effort how much may be done for it
   * @return those that are known; none at all of an image whose tables are damaged, or take more
   *     effort than there is
   */
  public static Map<Long, SourceLine> find(
      final DebugSections sections, final Collection<Long> addresses, final Effort effort) {
    final WantedLines wanted = new WantedLines(addresses);
    try {
      final DwarfBytes section = new DwarfBytes(sections.lines());
      while (section.hasMore()) {
        effort.require(1);
        LineUnit.next(section, sections.wide())
            .ifPresent(unit -> UnitLines.add(unit, sections, wanted, effort));
      }
      return wanted.found();
    } catch (DwarfException e) {
      // What else such a file says isn't to be relied on either.
      return Map.of();
    }
  }
}
