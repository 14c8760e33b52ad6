package io.memtracer.host.symbols;

import io.memtracer.host.status.CodePlace;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * Code that lies in memory.
 *
 * @param start its first byte's address
 * @param end the address behind its last byte
 * @param fileOffset where in the file its first byte is
 * @param file which file of this machine; empty if it is another's, or nobody knows whose
 * @param guestPath what the guest calls the file; empty if there is none, or its name isn't known
 * @param program what was executed there, as the guest says; empty if that isn't known
 */
public record FileMapping(
    long start, long end, long fileOffset, Optional<Path> file, String guestPath, String program) {

  /** What names of files begin with that are the guest's own. */
  static final String OF_GUEST = "guest:";

  public FileMapping {
    Objects.requireNonNull(guestPath, "guestPath");
    Objects.requireNonNull(file, "file");
    Objects.requireNonNull(program, "program");
    if (Long.compareUnsigned(start, end) >= 0) {
      throw new IllegalArgumentException(
          "a mapping must end behind its start, but is from 0x%x to 0x%x".formatted(start, end));
    }
  }

  /** One of a file of this machine, or of one of which nothing is known. */
  public FileMapping(
      final long start,
      final long end,
      final long fileOffset,
      final Optional<Path> file,
      final String program) {
    this(start, end, fileOffset, file, file.map(Path::toString).orElse(""), program);
  }

  /** Whether it is of no file, or of one that nobody knows: what a program made, as a rule. */
  public boolean isOfNoFile() {
    return file.isEmpty() && guestPath.isEmpty();
  }

  /** Whether it may be what lies there: it is known that it isn't if both say of which program. */
  boolean holds(final CodePlace place) {
    return Long.compareUnsigned(place.address(), start) >= 0
        && Long.compareUnsigned(place.address(), end) < 0
        && (program.isEmpty() || place.program().isEmpty() || program.equals(place.program()));
  }

  long offsetInFile(final long address) {
    return address - start + fileOffset;
  }
}
