package io.memtracer.plugins.hotspots;

import io.memtracer.plugins.support.Programs;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Lines, counted exactly or not, and their pages. */
final class HotLines {

  private record Page(long address, int program) {}

  private final LineKeys keys;
  private final long pageBytes;
  private final Hottest lines;
  private final Hottest pages;
  private final Map<Page, Hot> byPage = new HashMap<>();

  /** Of the page that came last: lines of a page mostly follow each other. */
  private Optional<Hot> gathered = Optional.empty();

  HotLines(
      final Shape shape, final Lines exact, final SpaceSaving others, final Programs programs) {
    keys = new LineKeys(shape.lineBytes(), programs);
    pageBytes = shape.pageBytes();
    // The hottest of all is told of, even if none is listed.
    lines = new Hottest(Math.max(1, shape.top()));
    pages = new Hottest(shape.top());
    exact.forEach((key, counter) -> add(exact(key, exact.counters, counter)));
    for (int entry = 0; entry < others.size(); entry++) {
      add(sketched(others, entry));
    }
    putAway();
    byPage.values().forEach(pages::add);
  }

  private void add(final Hot line) {
    lines.add(line);
    final Hot ofPage =
        new Hot(
            line.place() & -pageBytes, line.program(), line.count(), line.excess(), line.parts());
    if (gathered.filter(ofPage::isAt).isPresent()) {
      gathered = gathered.map(before -> before.plus(ofPage));
    } else {
      putAway();
      gathered = Optional.of(ofPage);
    }
  }

  private void putAway() {
    gathered.ifPresent(
        page -> byPage.merge(new Page(page.place(), page.program()), page, Hot::plus));
  }

  private Hot exact(final long key, final long[] counters, final int at) {
    final Hot.Parts parts =
        new Hot.Parts(counters[at], counters[at + 1], counters[at + 2], counters[at + 3]);
    final long count =
        parts.kernelLoads() + parts.kernelStores() + parts.userLoads() + parts.userStores();
    return new Hot(keys.address(key), keys.programOf(key), count, 0, parts);
  }

  private Hot sketched(final SpaceSaving others, final int entry) {
    final long key = others.key(entry);
    return new Hot(
        keys.address(key),
        keys.programOf(key),
        others.count(entry),
        others.excess(entry),
        new Hot.Parts(
            others.part(entry, 0),
            others.part(entry, 1),
            others.part(entry, 2),
            others.part(entry, 3)));
  }

  Hottest lines() {
    return lines;
  }

  /** Pages of these lines. */
  Hottest pages() {
    return pages;
  }
}
