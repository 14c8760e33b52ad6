package io.memtracer.host.status;

/**
 * How a function of a program is known, wherever the program lies.
 *
 * @param pageOffset of its first byte, in a page of 4,096 bytes
 * @param code its first bytes, in hexadecimal; at most {@link #MAX_BYTES} of them
 */
public record FunctionCode(int pageOffset, String code) {

  /** So many are compared. */
  public static final int MAX_BYTES = 64;
}
