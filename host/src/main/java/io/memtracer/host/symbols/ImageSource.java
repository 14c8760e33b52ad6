package io.memtracer.host.symbols;

import io.memtracer.host.symbols.DataMapping.Kind;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where an image that lies in memory is from.
 *
 * @param file which, if it is one of this machine
 * @param guestPath or else what the guest calls one of its own; empty for what is no file's
 */
record ImageSource(Optional<Path> file, String guestPath) {

  static ImageSource of(final DataMapping mapping) {
    return new ImageSource(
        mapping.hostFile(),
        mapping.hostFile().isEmpty() && mapping.kind() == Kind.FILE ? mapping.name() : "");
  }

  boolean isOfGuest() {
    return !guestPath.isEmpty();
  }

  /** As reports have it. */
  String name() {
    return file.map(Path::toString).orElseGet(() -> FileMapping.OF_GUEST + guestPath);
  }
}
