package io.memtracer.host.symbols.dwarf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The files of a unit by their numbers. Where a name stands is known of each; it is read when it is
 * asked for.
 *
 * <p>Not thread-safe.
 */
final class FileNames {

  /** Of one unit; the largest have some thousands. */
  private static final int MOST = 1 << 16;

  private static final int NAME = 1;
  private static final int DIRECTORY = 2;

  private final DebugSections sections;
  private final boolean wideOffsets;
  private final List<DwarfBytes> directories = new ArrayList<>();
  private final List<Entry> files = new ArrayList<>();
  private final int firstNumber;

  private record Entry(DwarfBytes name, long directory) {}

  private record Form(long content, int form) {}

  /**
   * Those of a unit.
   *
   * @throws DwarfException if they can't be read
   */
  FileNames(final LineUnit unit, final DebugSections sections) {
    this.sections = sections;
    wideOffsets = unit.wideOffsets();
    final DwarfBytes table = unit.files().here();
    if (unit.version() >= LineUnit.WITH_FORMS) {
      firstNumber = 0;
      entries(table).forEach(entry -> directories.add(entry.name));
      files.addAll(entries(table));
    } else {
      firstNumber = 1;
      old(table);
    }
  }

  /** Until DWARF 4: directory 0 is where the compiler ran, of which nothing is said here. */
  private void old(final DwarfBytes table) {
    directories.add(null);
    while (table.here().unsignedByte() != 0) {
      requireRoom(directories.size());
      directories.add(table.here());
      table.skipText();
    }
    table.skip(1);
    while (table.here().unsignedByte() != 0) {
      define(table);
    }
  }

  /** Adds the next one, as it is told until DWARF 4. */
  void define(final DwarfBytes table) {
    requireRoom(files.size());
    final DwarfBytes name = table.here();
    table.skipText();
    files.add(new Entry(name, table.unsigned()));
    table.unsigned();
    table.unsigned();
  }

  /**
   * One more is to come.
   *
   * @throws DwarfException if there are as many as there may be
   */
  static void requireRoom(final long count) {
    if (count >= MOST) {
      throw new DwarfException("a unit has more than %d files".formatted(MOST));
    }
  }

  private List<Entry> entries(final DwarfBytes table) {
    final List<Form> forms = new ArrayList<>();
    for (int left = table.unsignedByte(); left > 0; left--) {
      forms.add(new Form(table.unsigned(), (int) table.unsigned()));
    }
    final long count = table.unsigned();
    requireRoom(count < 0 ? MOST : count);
    if (count > 0 && forms.isEmpty()) {
      throw new DwarfException("a unit has %d files of which it says nothing".formatted(count));
    }
    final List<Entry> entries = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      entries.add(entry(table, forms));
    }
    return entries;
  }

  private Entry entry(final DwarfBytes table, final List<Form> forms) {
    DwarfBytes name = null;
    long directory = 0;
    for (final Form one : forms) {
      if (one.content == NAME) {
        name = text(table, one.form);
      } else {
        final long value = number(table, one.form);
        directory = one.content == DIRECTORY ? value : directory;
      }
    }
    return new Entry(name, directory);
  }

  private DwarfBytes text(final DwarfBytes table, final int form) {
    return switch (form) {
      case Forms.STRING -> {
        final DwarfBytes text = table.here();
        table.skipText();
        yield text;
      }
      case Forms.LINE_TEXT ->
          new DwarfBytes(sections.lineTexts().get()).at(table.word(wideOffsets));
      case Forms.TEXT -> new DwarfBytes(sections.texts().get()).at(table.word(wideOffsets));
      default -> throw new DwarfException("a name can't have form %d".formatted(form));
    };
  }

  /** What else is told, which is a number if it counts here. */
  private long number(final DwarfBytes table, final int form) {
    if (form == Forms.STRING || form == Forms.LINE_TEXT || form == Forms.TEXT) {
      text(table, form);
      return 0;
    }
    return Forms.number(table, form);
  }

  /**
   * What a file is called, with its directory as far as that is known.
   *
   * @param effort a byte takes a step
   */
  Optional<String> name(final long number, final Effort effort) {
    final long index = number - firstNumber;
    if (index < 0 || index >= files.size() || files.get((int) index).name == null) {
      return Optional.empty();
    }
    final Entry file = files.get((int) index);
    final String name = text(file.name, effort);
    if (name.isEmpty() || name.startsWith("/")) {
      return Optional.of(name).filter(known -> !known.isEmpty());
    }
    final String directory = directory(file.directory, effort);
    return Optional.of(directory.isEmpty() ? name : directory + "/" + name);
  }

  private String directory(final long number, final Effort effort) {
    if (number < 0 || number >= directories.size() || directories.get((int) number) == null) {
      return "";
    }
    final String directory = text(directories.get((int) number), effort);
    if (number == 0 || directory.startsWith("/") || directories.get(0) == null) {
      return directory;
    }
    return text(directories.get(0), effort) + "/" + directory;
  }

  private static String text(final DwarfBytes from, final Effort effort) {
    final String text = from.here().text();
    effort.require(text.length());
    return text;
  }
}
