package io.memtracer.host.recording.format;

import java.util.Optional;

/** What a block is. A number that none of them has is refused, unless it is of those to skip. */
public enum Kind {
  /** How the run began: the first block. */
  RUN(1),
  /** Records. */
  CHUNK(2),
  /** How the run ended, behind all chunks. */
  END(3),
  /** Where the other blocks are. */
  INDEX(4),
  /** Records, and before each where in physical memory its page is. */
  PAGED_CHUNK(5),
  /** What code is called; nobody needs this one and those below to read the records. */
  NAMES(0x8001),
  /** What names addresses of data. */
  MEMORY(0x8002),
  /** What the workload saw of files of the machine. */
  FILES(0x8003);

  /** Numbers with this bit may be skipped by who doesn't know them. */
  static final int OPTIONAL = 0x8000;

  private final int number;

  Kind(final int number) {
    this.number = number;
  }

  /** As it is in the file. */
  public int number() {
    return number;
  }

  /** Whether who doesn't know a number may skip the block. */
  public static boolean isOptional(final int number) {
    return (number & OPTIONAL) != 0;
  }

  /** The one of a number; empty if none is. */
  public static Optional<Kind> of(final int number) {
    for (final Kind kind : values()) {
      if (kind.number == number) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
