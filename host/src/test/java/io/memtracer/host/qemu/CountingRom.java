package io.memtracer.host.qemu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A program that a PC runs instead of its firmware: it counts up a word of memory a given number of
 * times, which is one load and one store each, makes no other access, and halts.
 */
final class CountingRom {

  /** Where the word is. */
  static final long ADDRESS = 0x1000;

  private static final int SIZE = 64 * 1024;
  private static final int RESET_VECTOR = 0xFFF0;

  private CountingRom() {}

  /** Writes the program; with {@code passes} 0 it never ends. */
  static Path write(final Path file, final int passes) throws IOException {
    final ByteBuffer rom = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    rom.put(bytes(0x31, 0xC0)); // xor ax,ax
    rom.put(bytes(0x8E, 0xD8)); // mov ds,ax
    rom.put(bytes(0x66, 0xB9)).putInt(passes); // mov ecx,passes
    final int loop = rom.position();
    rom.put(bytes(0x66, 0xFF, 0x06)).putShort((short) ADDRESS); // inc dword [ADDRESS]
    rom.put(bytes(0x66, 0x49)); // dec ecx
    if (passes == 0) {
      rom.put(bytes(0xEB, loop - rom.position() - 2)); // jmp loop
    } else {
      rom.put(bytes(0x75, loop - rom.position() - 2)); // jnz loop
    }
    rom.put(bytes(0xF4)); // hlt
    rom.put(bytes(0xEB, 0xFD)); // jmp back to it
    rom.position(RESET_VECTOR).put(bytes(0xEA, 0x00, 0x00, 0x00, 0xF0)); // jmp F000:0000
    return Files.write(file, rom.array());
  }

  /** The machine it runs on, which stands still before the first instruction. */
  static MachineSpec machine(final Path rom) {
    return new MachineSpec(
        "pc",
        MachineSpec.DEFAULT_CPU,
        16,
        1,
        Optional.empty(),
        true,
        false,
        0,
        List.of("-S", "-bios", rom.toString()));
  }

  private static byte[] bytes(final int... values) {
    final byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }
}
