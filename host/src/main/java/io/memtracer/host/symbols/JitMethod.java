package io.memtracer.host.symbols;

import java.util.Objects;

/**
 * Code that a program made while it ran, as it says.
 *
 * @param start its first byte's address
 * @param end the address behind its last byte
 * @param name the program's word
 * @param program what was executed there, as the guest says
 */
public record JitMethod(long start, long end, String name, String program) {

  public JitMethod {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(program, "program");
    if (start < 0 || end <= start) {
      throw new IllegalArgumentException("code from 0x%x to 0x%x".formatted(start, end));
    }
  }
}
