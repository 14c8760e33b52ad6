package io.memtracer.host.symbols.dwarf;

import io.memtracer.host.status.CodeName.SourceLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Looks for the lines that are wanted in the rows of a unit, sequence by sequence: one whose
 * addresses don't rise, or that begins where there is no code, is left out.
 *
 * <p>Not thread-safe.
 */
final class UnitLines implements LineProgram.Rows {

  private final LineUnit unit;
  private final DebugSections sections;
  private final WantedLines wanted;
  private final Effort effort;
  private final Map<Long, Optional<String>> names = new HashMap<>();
  private final List<Found> inSequence = new ArrayList<>();
  private final List<DwarfBytes> defined = new ArrayList<>();
  private FileNames files;
  private boolean begun;
  private boolean inOrder = true;
  private long start;
  private long from;
  private long file;
  private long line;

  private record Found(long address, long file, long line) {}

  private UnitLines(
      final LineUnit unit,
      final DebugSections sections,
      final WantedLines wanted,
      final Effort effort) {
    this.unit = unit;
    this.sections = sections;
    this.wanted = wanted;
    this.effort = effort;
  }

  /**
   * Adds what a unit says of them.
   *
   * @throws DwarfException if it can't be read
   */
  static void add(
      final LineUnit unit,
      final DebugSections sections,
      final WantedLines wanted,
      final Effort effort) {
    new LineProgram(unit, sections.wide(), effort, new UnitLines(unit, sections, wanted, effort))
        .run();
  }

  @Override
  public void row(final long address, final long newFile, final long newLine) {
    if (begun) {
      lookUntil(address);
    } else {
      start = address;
      begun = true;
    }
    from = address;
    file = newFile;
    line = newLine;
  }

  private void lookUntil(final long end) {
    inOrder &= Long.compareUnsigned(from, end) <= 0;
    if (inOrder) {
      for (int i = wanted.firstFrom(from);
          i < wanted.count() && Long.compareUnsigned(wanted.address(i), end) < 0;
          i++) {
        effort.require(1);
        inSequence.add(new Found(wanted.address(i), file, line));
      }
    }
  }

  @Override
  public void end(final long address) {
    if (begun) {
      lookUntil(address);
      if (inOrder && !inSequence.isEmpty() && sections.isCode().test(start)) {
        inSequence.forEach(found -> wanted.put(found.address, written(found)));
      }
    }
    inSequence.clear();
    begun = false;
    inOrder = true;
  }

  @Override
  public void define(final DwarfBytes newFile) {
    FileNames.requireRoom(defined.size());
    defined.add(newFile);
  }

  /** Of line 0 is what no line was written for. */
  private Optional<SourceLine> written(final Found found) {
    return found.line < 1 || found.line > Integer.MAX_VALUE
        ? Optional.empty()
        : names
            .computeIfAbsent(found.file, number -> files().name(number, effort))
            .map(name -> new SourceLine(name, (int) found.line));
  }

  private FileNames files() {
    if (files == null) {
      files = new FileNames(unit, sections);
    }
    defined.forEach(files::define);
    defined.clear();
    return files;
  }
}
