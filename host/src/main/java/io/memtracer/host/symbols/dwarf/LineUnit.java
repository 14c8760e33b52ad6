package io.memtracer.host.symbols.dwarf;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The lines of what was compiled in one go: a program that makes a table, with what it takes to
 * read that.
 *
 * <p>Source: DWARF 2 to 5, "Line Number Information".
 *
 * @param version of the format
 * @param wideOffsets whether offsets have 64 bits, and not 32
 * @param instructionBytes by how many addresses count
 * @param lineBase the least that a special opcode adds to the line
 * @param lineRange how many different values it may add
 * @param opcodeBase the first special opcode
 * @param operands how many each opcode below has, by its number
 * @param files where the names of files begin
 * @param program the opcodes
 */
record LineUnit(
    int version,
    boolean wideOffsets,
    int instructionBytes,
    int lineBase,
    int lineRange,
    int opcodeBase,
    List<Integer> operands,
    DwarfBytes files,
    DwarfBytes program) {

  private static final long ESCAPE = 0xffffffffL;
  private static final long FIRST_RESERVED = 0xfffffff0L;
  private static final int OLDEST = 2;
  static final int WITH_FORMS = 5;
  private static final int WITH_LONG_WORDS = 4;

  /**
   * Reads the next one.
   *
   * @param section goes behind it
   * @param wide whether addresses have 64 bits
   * @return empty if it is of a version or for a machine that nobody here knows
   * @throws DwarfException if it says what can't be
   */
  static Optional<LineUnit> next(final DwarfBytes section, final boolean wide) {
    final long first = section.unsignedInt();
    if (first >= FIRST_RESERVED && first != ESCAPE) {
      throw new DwarfException("a unit can't have %d bytes".formatted(first));
    }
    final boolean wideOffsets = first == ESCAPE;
    final DwarfBytes unit = section.take(wideOffsets ? section.word() : first);
    if (!unit.hasMore()) {
      return Optional.empty();
    }
    final int version = unit.unsignedShort();
    if (version < OLDEST || version > WITH_FORMS) {
      return Optional.empty();
    }
    if (version == WITH_FORMS
        && (unit.unsignedByte() != (wide ? Long.BYTES : Integer.BYTES)
            || unit.unsignedByte() != 0)) {
      return Optional.empty();
    }
    final DwarfBytes header = unit.take(unit.word(wideOffsets));
    return read(version, wideOffsets, header, unit);
  }

  private static Optional<LineUnit> read(
      final int version,
      final boolean wideOffsets,
      final DwarfBytes header,
      final DwarfBytes rest) {
    final int instructionBytes = header.unsignedByte();
    if (version >= WITH_LONG_WORDS && header.unsignedByte() != 1) {
      return Optional.empty();
    }
    header.skip(1);
    final int lineBase = header.signedByte();
    final int lineRange = header.unsignedByte();
    final int opcodeBase = header.unsignedByte();
    final List<Integer> operands = new ArrayList<>(List.of(0));
    for (int opcode = 1; opcode < opcodeBase; opcode++) {
      operands.add(header.unsignedByte());
    }
    if (lineRange == 0 || opcodeBase == 0) {
      throw new DwarfException("a unit can't have special opcodes without a range, or only those");
    }
    return Optional.of(
        new LineUnit(
            version,
            wideOffsets,
            instructionBytes,
            lineBase,
            lineRange,
            opcodeBase,
            operands,
            header.here(),
            rest.here()));
  }
}
