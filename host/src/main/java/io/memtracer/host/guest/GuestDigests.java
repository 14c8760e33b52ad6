package io.memtracer.host.guest;

import io.memtracer.host.files.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Digests of a guest's files, taken when it is complete, to tell later which of them is damaged.
 */
public final class GuestDigests {

  private GuestDigests() {}

  /** A guest that knows its files' digests; to be asked for when they don't change any more. */
  public static Guest added(final Guest guest) throws IOException {
    Guest digested = guest;
    for (final Path file : files(guest)) {
      digested = digested.with(fact(file), Digests.sha256(file));
    }
    return digested;
  }

  /** Reads all its files; nothing is damaged of which there is no digest. */
  public static List<Path> damaged(final Guest guest) {
    final List<Path> damaged = new ArrayList<>();
    for (final Path file : files(guest)) {
      final String known = guest.facts().get(fact(file));
      if (known != null && !isWhole(file, known)) {
        damaged.add(file);
      }
    }
    return damaged;
  }

  private static List<Path> files(final Guest guest) {
    return Stream.of(Optional.of(guest.image()), guest.kernel(), guest.initrd())
        .flatMap(Optional::stream)
        .toList();
  }

  private static String fact(final Path file) {
    return FactNames.FILE_PREFIX + file.getFileName();
  }

  private static boolean isWhole(final Path file, final String known) {
    try {
      return Files.isRegularFile(file) && Digests.sha256(file).equals(known);
    } catch (IOException e) {
      // What can't be read is as good as damaged.
      return false;
    }
  }
}
