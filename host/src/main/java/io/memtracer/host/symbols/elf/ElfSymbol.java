package io.memtracer.host.symbols.elf;

/**
 * A symbol.
 *
 * @param nameOffset where its name is, among those of its table
 * @param address where it is
 * @param bytes how long it is; 0 if it doesn't say
 * @param type what it is, a number of the format
 * @param binding for whom it is, a number of the format
 * @param section the number of the section that it is in, or one that says why it is in none
 */
public record ElfSymbol(
    int nameOffset, long address, long bytes, int type, int binding, int section) {

  public static final int OBJECT = 1;
  public static final int FUNCTION = 2;
  public static final int INDIRECT_FUNCTION = 10;
  public static final int GLOBAL = 1;
  public static final int WEAK = 2;

  private static final int UNDEFINED = 0;
  private static final int FIRST_RESERVED = 0xff00;

  /** Whether it is somewhere in the image. */
  public boolean isInSection() {
    return section != UNDEFINED && section < FIRST_RESERVED;
  }
}
