package io.memtracer.host.symbols.elf;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * A program, a library, or what belongs to one: 32 or 64 bits, of either order. Programs of the
 * guest and of whoever uses this machine are read with it: what isn't in the file isn't looked for,
 * and no memory is reserved because a file says so.
 *
 * <p>Source: System V ABI, "Object Files", and its supplement for AMD64.
 */
public final class ElfFile {

  private static final int LOADED = 1;
  private static final int EXECUTABLE = 1;
  private static final int WITHOUT_BYTES = 8;
  private static final int MOST_SECTION_NAME_BYTES = 128;

  /** The size of what comes before the bytes of a note, its owner "GNU\0" included. */
  private static final int NOTE_HEADER_BYTES = 16;

  /** Of any digest that there is, and more. */
  private static final int MOST_BUILD_ID_BYTES = 64;

  private final ElfBytes file;
  private final List<ElfSegment> segments;
  private final List<ElfSection> sections;

  private ElfFile(final ElfBytes file) {
    this.file = file;
    segments = readSegments();
    sections = readSections();
  }

  /**
   * Reads what is in a file.
   *
   * @param bytes all of it, used as long as this is
   * @throws ElfException if it is no ELF file, or one that says what can't be
   */
  public static ElfFile of(final ByteBuffer bytes) {
    return new ElfFile(ElfBytes.of(bytes));
  }

  private List<ElfSegment> readSegments() {
    final int rowBytes = file.choose(56, 32);
    final int count = file.unsignedShort(file.choose(56, 44));
    final ElfBytes rows = file.part(file.word(32, 28), (long) count * rowBytes);
    final List<ElfSegment> loaded = new ArrayList<>();
    for (int at = 0; at < count * rowBytes; at += rowBytes) {
      if (rows.number(at) == LOADED) {
        loaded.add(
            new ElfSegment(
                (rows.number(at + rows.choose(4, 24)) & EXECUTABLE) != 0,
                rows.word(at + 8, at + 4),
                rows.word(at + 16, at + 8),
                rows.word(at + 32, at + 16),
                rows.word(at + 40, at + 20)));
      }
    }
    return List.copyOf(loaded);
  }

  private List<ElfSection> readSections() {
    final int rowBytes = file.choose(64, 40);
    final int count = file.unsignedShort(file.choose(60, 48));
    final int ofNames = file.unsignedShort(file.choose(62, 50));
    final ElfBytes rows = file.part(file.word(40, 32), (long) count * rowBytes);
    final ElfBytes names =
        ofNames < count ? contents(section(rows, ofNames * rowBytes, "")) : file.part(0, 0);
    final List<ElfSection> all = new ArrayList<>(count);
    for (int at = 0; at < count * rowBytes; at += rowBytes) {
      all.add(section(rows, at, text(names, rows.number(at))));
    }
    return all;
  }

  private static ElfSection section(final ElfBytes rows, final int at, final String name) {
    return new ElfSection(
        name,
        rows.number(at + 4),
        rows.word(at + 8, at + 8),
        rows.word(at + 16, at + 12),
        rows.word(at + 24, at + 16),
        rows.word(at + 32, at + 20),
        rows.number(at + rows.choose(40, 24)));
  }

  private static String text(final ElfBytes names, final int from) {
    final StringBuilder text = new StringBuilder();
    for (int i = 0; i < MOST_SECTION_NAME_BYTES && from >= 0 && from + i < names.length(); i++) {
      if (names.unsignedByte(from + i) == 0) {
        return text.toString();
      }
      text.append((char) names.unsignedByte(from + i));
    }
    return "";
  }

  private ElfBytes contents(final ElfSection section) {
    return section.type() == WITHOUT_BYTES
        ? file.part(0, 0)
        : file.part(section.offset(), section.bytes());
  }

  /**
   * What is in the section of a name, in the order of bytes that the file has.
   *
   * @param most so many bytes at most
   * @param paid is told how many there are, before they are unpacked if they have to be
   * @return empty if there is no such section in the file
   * @throws ElfException if there are more, or it is damaged
   */
  public Optional<ByteBuffer> contents(
      final String name, final long most, final LongConsumer paid) {
    return sections.stream()
        .filter(section -> section.name().equals(name) && section.type() != WITHOUT_BYTES)
        .findFirst()
        .map(
            section ->
                section.isCompressed()
                    ? ElfCompression.unpacked(contents(section), most, paid)
                    : atMost(contents(section), most, paid));
  }

  private static ByteBuffer atMost(
      final ElfBytes section, final long most, final LongConsumer paid) {
    if (section.length() > most) {
      throw new ElfException("a section has %d bytes".formatted(section.length()));
    }
    paid.accept(section.length());
    return section.bytes();
  }

  /** Whether addresses have 64 bits, and not 32. */
  public boolean isWide() {
    return file.wide();
  }

  /** The parts that are loaded, in the order of the file. */
  public List<ElfSegment> segments() {
    return segments;
  }

  /**
   * The section of a number.
   *
   * @return empty if there is none
   */
  public Optional<ElfSection> section(final int number) {
    return number >= 0 && number < sections.size()
        ? Optional.of(sections.get(number))
        : Optional.empty();
  }

  /** The bytes of a part; empty if they should be in the file, but aren't. */
  public Optional<ByteBuffer> bytes(final ElfSegment segment) {
    return file.has(segment.offset(), segment.fileBytes())
        ? Optional.of(file.part(segment.offset(), segment.fileBytes()).bytes())
        : Optional.empty();
  }

  /** Its own symbols; empty if it has none or was stripped of them. */
  public Optional<ElfSymbolTable> symbols() {
    return table(ElfSection.SYMBOLS);
  }

  /** The symbols that it offers to others, or wants of them. */
  public Optional<ElfSymbolTable> dynamicSymbols() {
    return table(ElfSection.DYNAMIC_SYMBOLS);
  }

  private Optional<ElfSymbolTable> table(final int type) {
    return sections.stream()
        .filter(section -> section.type() == type)
        .findFirst()
        .flatMap(
            table ->
                section(table.link())
                    .map(names -> new ElfSymbolTable(contents(table), contents(names))));
  }

  /** What its linker called it, in hexadecimal digits; empty if it has no such name. */
  public Optional<String> buildId() {
    return sections.stream()
        .filter(section -> section.name().equals(".note.gnu.build-id"))
        .findFirst()
        .map(this::contents)
        .filter(note -> note.length() > NOTE_HEADER_BYTES)
        .filter(note -> note.length() <= NOTE_HEADER_BYTES + MOST_BUILD_ID_BYTES)
        .map(ElfFile::digits);
  }

  private static String digits(final ElfBytes note) {
    final byte[] id = new byte[note.length() - NOTE_HEADER_BYTES];
    note.bytes().get(NOTE_HEADER_BYTES, id);
    return HexFormat.of().formatHex(id);
  }
}
