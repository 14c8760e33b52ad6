package io.memtracer.api.result;

/** What a number counts or measures; decides how the host writes it. */
public enum Unit {
  /** A plain number. */
  NONE,
  /** Things counted that have no unit of their own. */
  COUNT,
  /** Memory accesses. */
  ACCESSES,
  /** Bytes; for people shown with binary prefixes. */
  BYTES,
  /** Pages, of the size the analyzer was told. */
  PAGES,
  /** A part of a whole, 0 to 1; for people shown in per cent. */
  RATIO,
  /** Nanoseconds. */
  NANOS,
  /** A virtual address; written in hexadecimal. */
  ADDRESS,
  /** Not a number: text. */
  TEXT
}
