package io.memtracer.host.symbols.elf;

/**
 * A part of a file as linkers see it. Numbers are as the file has them, without sign.
 *
 * @param name what it is called
 * @param type what it is, a number of the format
 * @param flags what there is to know of it, bits of the format
 * @param address of its first byte when it is loaded
 * @param offset of its first byte in the file
 * @param bytes how many it has
 * @param link the number of a section that belongs to it
 */
public record ElfSection(
    String name, int type, long flags, long address, long offset, long bytes, int link) {

  private static final int COMPRESSED = 1 << 11;
  static final int SYMBOLS = 2;
  static final int DYNAMIC_SYMBOLS = 11;

  /** Whether its bytes in the file are those of an archive that holds it. */
  boolean isCompressed() {
    return (flags & COMPRESSED) != 0;
  }

  /** The address behind it. */
  public long end() {
    return address + bytes;
  }
}
