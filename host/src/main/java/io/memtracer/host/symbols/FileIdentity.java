package io.memtracer.host.symbols;

import io.memtracer.host.files.Digests;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * By what a file is known again: the build-id that its linker gave it, or else what is in it.
 *
 * <p>Looks at each file once. Not thread-safe.
 */
public final class FileIdentity {

  private static final String UNKNOWN = "";

  private final Map<Path, String> known = new HashMap<>();

  /** The identity of a file as it is now; empty if it can't be read. */
  public String of(final Path file) {
    return known.computeIfAbsent(file, FileIdentity::look);
  }

  private static String look(final Path file) {
    return ElfImage.buildId(file).map("build-id:"::concat).orElseGet(() -> digest(file));
  }

  private static String digest(final Path file) {
    try {
      return Files.isRegularFile(file) ? "sha256:" + Digests.sha256(file) : UNKNOWN;
    } catch (IOException e) {
      return UNKNOWN;
    }
  }
}
