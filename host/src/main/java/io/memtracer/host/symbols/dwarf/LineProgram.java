package io.memtracer.host.symbols.dwarf;

/**
 * Executes the opcodes of a unit, and so makes the rows of its table, of which none is kept.
 *
 * <p>Not thread-safe, used once.
 */
final class LineProgram {

  private static final int EXTENDED = 0;
  private static final int COPY = 1;
  private static final int ADVANCE_ADDRESS = 2;
  private static final int ADVANCE_LINE = 3;
  private static final int SET_FILE = 4;
  private static final int ADD_SPECIAL = 8;
  private static final int ADD_FIXED = 9;
  private static final int END_OF_SEQUENCE = 1;
  private static final int SET_ADDRESS = 2;
  private static final int DEFINE_FILE = 3;
  private static final int LAST_SPECIAL = 255;

  private final LineUnit unit;
  private final DwarfBytes opcodes;
  private final boolean wide;
  private final Effort effort;
  private final Rows rows;
  private long address;
  private long file;
  private long line;

  /**
   * What is not executed yet.
   *
   * @param wide whether addresses have 64 bits
   * @param effort an opcode takes a step
   */
  LineProgram(final LineUnit unit, final boolean wide, final Effort effort, final Rows rows) {
    this.unit = unit;
    this.wide = wide;
    this.effort = effort;
    this.rows = rows;
    opcodes = unit.program();
    reset();
  }

  /** What becomes of the rows. */
  interface Rows {

    /** The next of a sequence: of code from there on to the next row. */
    void row(long address, long file, long line);

    /** A sequence ends before an address. */
    void end(long address);

    /** A file gets the next number. */
    void define(DwarfBytes file);
  }

  private void reset() {
    address = 0;
    file = 1;
    line = 1;
  }

  /**
   * Executes them all.
   *
   * @throws DwarfException if there is one that can't be
   */
  void run() {
    while (opcodes.hasMore()) {
      effort.require(1);
      final int opcode = opcodes.unsignedByte();
      if (opcode >= unit.opcodeBase()) {
        special(opcode);
        rows.row(address, file, line);
      } else if (opcode == EXTENDED) {
        extended();
      } else {
        standard(opcode);
      }
    }
  }

  private void special(final int opcode) {
    final int adjusted = opcode - unit.opcodeBase();
    advance(adjusted / unit.lineRange());
    line += unit.lineBase() + adjusted % unit.lineRange();
  }

  private void advance(final long instructions) {
    address = trimmed(address + instructions * unit.instructionBytes());
  }

  private long trimmed(final long value) {
    return wide ? value : value & 0xffffffffL;
  }

  private void standard(final int opcode) {
    switch (opcode) {
      case COPY -> rows.row(address, file, line);
      case ADVANCE_ADDRESS -> advance(opcodes.unsigned());
      case ADVANCE_LINE -> line += opcodes.signed();
      case SET_FILE -> file = opcodes.unsigned();
      case ADD_SPECIAL -> advance((LAST_SPECIAL - unit.opcodeBase()) / unit.lineRange());
      case ADD_FIXED -> address = trimmed(address + opcodes.unsignedShort());
      default -> {
        // Nothing that counts here: columns, statements, blocks, or what is newer.
        for (int i = 0; i < unit.operands().get(opcode); i++) {
          opcodes.unsigned();
        }
      }
    }
  }

  private void extended() {
    final DwarfBytes instruction = opcodes.take(opcodes.unsigned());
    if (!instruction.hasMore()) {
      throw new DwarfException("an extended opcode has no bytes");
    }
    switch (instruction.unsignedByte()) {
      case END_OF_SEQUENCE -> {
        rows.end(address);
        reset();
      }
      case SET_ADDRESS -> address = instruction.word(wide);
      case DEFINE_FILE -> rows.define(instruction);
      default -> {
        // Discriminators, and what is newer.
      }
    }
  }
}
