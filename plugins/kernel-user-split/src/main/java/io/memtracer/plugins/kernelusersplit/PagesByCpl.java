package io.memtracer.plugins.kernelusersplit;

import io.memtracer.plugins.support.LongTable;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** Which pages were touched at which privilege levels. */
final class PagesByCpl {

  static final int PAGE_SHIFT = 12;

  private final LongTable levelsOfPage = new LongTable();
  private final long[] pagesByLevels = new long[16];

  /** How many pages there are. */
  int size() {
    return levelsOfPage.size();
  }

  void touch(final long page, final int cpl) {
    add(page, 1L << cpl);
  }

  private void add(final long page, final long more) {
    final int place = levelsOfPage.find(page);
    final long before = levelsOfPage.value(place);
    final long levels = before | more;
    if (levels == before) {
      return;
    }
    pagesByLevels[(int) before]--;
    pagesByLevels[(int) levels]++;
    if (before == 0) {
      levelsOfPage.insert(place, page, levels);
    } else {
      levelsOfPage.update(place, levels);
    }
  }

  void save(final DataOutput out) throws IOException {
    out.writeInt(levelsOfPage.size());
    levelsOfPage.forEach(
        (page, levels) -> {
          out.writeLong(page);
          out.writeByte((int) levels);
        });
  }

  /** Adds what {@link #save} wrote. */
  void add(final DataInput in) throws IOException {
    for (int left = in.readInt(); left > 0; left--) {
      add(in.readLong(), in.readByte());
    }
  }

  /** Pages touched at one of some levels at least; bit n of the argument is CPL n. */
  long touchedAtAny(final int levels) {
    long pages = 0;
    for (int i = 1; i < pagesByLevels.length; i++) {
      if ((i & levels) != 0) {
        pages += pagesByLevels[i];
      }
    }
    return pages;
  }
}
