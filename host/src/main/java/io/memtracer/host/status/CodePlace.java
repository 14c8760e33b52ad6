package io.memtracer.host.status;

import java.util.Objects;

/**
 * An address of code, and whose it is.
 *
 * @param program what is executed there, as the guest says; empty if it may be any
 * @param address of an instruction
 */
public record CodePlace(String program, long address) {

  public CodePlace {
    Objects.requireNonNull(program, "program");
  }
}
