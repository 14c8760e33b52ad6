package io.memtracer.host.symbols;

import io.memtracer.host.status.DataPlace;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * What lay in a program's memory at some time.
 *
 * @param start its first byte's address
 * @param end the address behind its last byte
 * @param fileOffset where in its file the first byte is; 0 if it is no file's
 * @param kind what memory it is
 * @param name its file's path, what the kernel calls it, or empty
 * @param hostFile the file here that it is of; empty if it is another's, or none's
 * @param code whether it may be executed
 * @param program what was executed there, as the guest says; empty if that isn't known
 */
public record DataMapping(
    long start,
    long end,
    long fileOffset,
    Kind kind,
    String name,
    Optional<Path> hostFile,
    boolean code,
    String program) {

  /** Kinds of memory, in the order of the mapping table. */
  public enum Kind {
    FILE,
    ANONYMOUS,
    HEAP,
    STACK,
    SPECIAL,
    UNLINKED,
    /** Besides what else is said of it: a thread had its stack there; without a name: not only. */
    THREAD
  }

  public DataMapping {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(hostFile, "hostFile");
    Objects.requireNonNull(program, "program");
    if (Long.compareUnsigned(start, end) >= 0) {
      throw new IllegalArgumentException(
          "a mapping must end behind its start, but is from 0x%x to 0x%x".formatted(start, end));
    }
  }

  /** Whether it may be what lies there: it is known that it isn't if both say of which program. */
  boolean holds(final DataPlace place) {
    return Long.compareUnsigned(place.address(), start) >= 0
        && Long.compareUnsigned(place.address(), end) < 0
        && mayBeOf(place.program());
  }

  boolean mayBeOf(final String other) {
    return program.isEmpty() || other.isEmpty() || program.equals(other);
  }

  long offsetInFile(final long address) {
    return address - start + fileOffset;
  }

  /** Its code, if it is code: what isn't a file's of this machine has no names. */
  Optional<FileMapping> asCode() {
    return code
        ? Optional.of(
            new FileMapping(
                start, end, fileOffset, hostFile, kind == Kind.FILE ? name : "", program))
        : Optional.empty();
  }
}
