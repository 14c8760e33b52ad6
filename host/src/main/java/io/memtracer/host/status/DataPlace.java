package io.memtracer.host.status;

import java.util.Objects;

/**
 * An address of data, and in whose memory.
 *
 * @param program what is executed there, as the guest says; empty if it may be any
 * @param address of a byte
 */
public record DataPlace(String program, long address) {

  public DataPlace {
    Objects.requireNonNull(program, "program");
  }
}
