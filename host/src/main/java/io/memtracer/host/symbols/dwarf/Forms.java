package io.memtracer.host.symbols.dwarf;

/** How values are written, by the numbers of the format: those that tables of files have. */
final class Forms {

  static final int STRING = 0x08;
  static final int TEXT = 0x0e;
  static final int LINE_TEXT = 0x1f;
  private static final int TWO_BYTES = 0x05;
  private static final int FOUR_BYTES = 0x06;
  private static final int EIGHT_BYTES = 0x07;
  private static final int BLOCK = 0x09;
  private static final int BYTE = 0x0b;
  private static final int NUMBER = 0x0f;
  private static final int SIXTEEN_BYTES = 0x1e;

  private Forms() {}

  /**
   * Goes behind a value that is no text.
   *
   * @return the value, 0 if it is no number
   * @throws DwarfException if nobody here knows how long such a value is
   */
  static long number(final DwarfBytes from, final int form) {
    return switch (form) {
      case BYTE -> from.unsignedByte();
      case TWO_BYTES -> from.unsignedShort();
      case FOUR_BYTES -> from.unsignedInt();
      case EIGHT_BYTES -> from.word();
      case NUMBER -> from.unsigned();
      case SIXTEEN_BYTES -> none(from, 2L * Long.BYTES);
      case BLOCK -> none(from, from.unsigned());
      default -> throw new DwarfException("nobody knows the form %d".formatted(form));
    };
  }

  private static long none(final DwarfBytes from, final long bytes) {
    from.skip(bytes);
    return 0;
  }
}
