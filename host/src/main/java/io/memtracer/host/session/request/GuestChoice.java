package io.memtracer.host.session.request;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;

/** Which guest to run in. */
public sealed interface GuestChoice {

  /**
   * A guest of the store's.
   *
   * @param name as in {@code --guest NAME}
   * @param vcpus how many vCPUs it is to have; empty for what it was built with by default
   * @param ramMib how much memory it is to have; empty for what it was built with by default
   */
  record Named(String name, Optional<Integer> vcpus, Optional<Integer> ramMib)
      implements GuestChoice {}

  /**
   * A guest in a file: one of ours, or a user's own.
   *
   * @param image qcow2
   * @param snapshot in it, with our agent waiting
   * @param ramMib memory it was saved with; empty for what we know about it
   */
  record InImage(Path image, String snapshot, OptionalInt ramMib) implements GuestChoice {}

  /** A guest of the store's, as it was built. */
  static GuestChoice named(final String name) {
    return new Named(name, Optional.empty(), Optional.empty());
  }
}
