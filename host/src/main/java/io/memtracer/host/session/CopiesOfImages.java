package io.memtracer.host.session;

import io.memtracer.host.files.Digests;
import io.memtracer.host.guest.GuestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Copies of programs and libraries that only guests have, each under the digest of its contents, in
 * the user's cache: recordings name code by them later. The oldest go when there are too many.
 */
final class CopiesOfImages {

  private static final long MAX_BYTES = 1L << 30;
  private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");

  private final Path directory;

  private CopiesOfImages(final Path directory) {
    this.directory = directory;
  }

  /** Beside guests. */
  static CopiesOfImages beside(final GuestStore guests) {
    return in(guests.cache().resolve("images"));
  }

  /** In that directory, which need not be there yet. */
  static CopiesOfImages in(final Path directory) {
    return new CopiesOfImages(directory);
  }

  /** A file for a copy that isn't complete yet; nobody else has that name. */
  Path unfinished() throws IOException {
    Files.createDirectories(
        directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    final Path file = Files.createTempFile(directory, ".copy-", "");
    Files.delete(file);
    return file;
  }

  /** Takes a copy that is complete. */
  Path keep(final Path unfinished) throws IOException {
    final Path file = directory.resolve(Digests.sha256(unfinished));
    Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    limit(file);
    return file;
  }

  /** The copy with such contents, if it is still there. */
  Optional<Path> of(final String digest) {
    return Optional.of(digest)
        .filter(name -> DIGEST.matcher(name).matches())
        .map(directory::resolve)
        .filter(Files::isRegularFile);
  }

  private record Copy(Path file, Instant time, long bytes) {}

  private void limit(final Path newest) throws IOException {
    Files.setLastModifiedTime(newest, FileTime.from(Instant.now()));
    final List<Copy> copies = new ArrayList<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (final Path file : files.filter(Files::isRegularFile).toList()) {
        copies.add(new Copy(file, Files.getLastModifiedTime(file).toInstant(), Files.size(file)));
      }
    }
    copies.sort(Comparator.comparing(Copy::time).reversed());
    long bytes = 0;
    for (final Copy copy : copies) {
      bytes += copy.bytes;
      if (bytes > MAX_BYTES && !copy.file.equals(newest)) {
        Files.deleteIfExists(copy.file);
      }
    }
  }
}
