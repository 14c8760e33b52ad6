package io.memtracer.host.symbols;

import io.memtracer.host.files.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * By what a file is known again: the build-id that its linker gave it, or else what is in it.
 *
 * <p>Looks at each file once. Not thread-safe.
 */
public final class FileIdentity {

  private static final String UNKNOWN = "";
  private static final String BUILD_ID = "build-id:";
  private static final String DIGEST = "sha256:";

  /** What is longer is no program. Files of the kernel's that don't end say that, or 0. */
  private static final long MOST_BYTES = 2L << 30;

  private final Map<Path, Optional<String>> buildIds = new HashMap<>();
  private final Map<Path, String> digests = new HashMap<>();

  /** The identity of a file as it is now; empty if it can't be read. */
  public String of(final Path file) {
    return buildId(file).orElseGet(() -> digest(file));
  }

  /**
   * Whether a file is what somebody says it is. What is in it is looked at only if it has to be: a
   * recording may name any file.
   *
   * @param identity as {@link #of} told it of a file once
   */
  public boolean is(final Path file, final String identity) {
    return identity.startsWith(BUILD_ID)
        ? buildId(file).equals(Optional.of(identity))
        : identity.startsWith(DIGEST) && of(file).equals(identity);
  }

  /** The build-id that an identity is; empty if it is none. */
  static String buildId(final String identity) {
    return identity.startsWith(BUILD_ID) ? identity.substring(BUILD_ID.length()) : "";
  }

  private Optional<String> buildId(final Path file) {
    return buildIds.computeIfAbsent(file, f -> ElfImage.buildId(f).map(BUILD_ID::concat));
  }

  private String digest(final Path file) {
    return digests.computeIfAbsent(file, FileIdentity::digested);
  }

  private static String digested(final Path file) {
    try {
      return Files.isRegularFile(file) && isOfAPossibleLength(Files.size(file))
          ? DIGEST + Digests.sha256(file)
          : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }

  private static boolean isOfAPossibleLength(final long bytes) {
    return bytes > 0 && bytes <= MOST_BYTES;
  }
}
