package io.memtracer.host.guest.debian;

import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/** Reads the files in a Debian package, without unpacking it anywhere. */
public final class DebFile {

  /** Takes a file, directory or link of a package. */
  @FunctionalInterface
  public interface EntryHandler {
    /**
     * Takes one.
     *
     * @param path without a leading {@code ./}, and with {@code lib}, {@code bin} and so on moved
     *     to {@code usr}, where Debian's packages put them now
     * @param content of a file, valid during the call
     */
    void onEntry(String path, TarArchiveEntry entry, InputStream content) throws IOException;
  }

  private static final List<String> MERGED = List.of("bin/", "sbin/", "lib/", "lib64/");

  private DebFile() {}

  /** Goes through what it installs. */
  public static void forEach(final Path deb, final EntryHandler handler) throws IOException {
    forEach("--fsys-tarfile", deb, handler);
  }

  /** Goes through what it tells dpkg: the file "control", the scripts, and so on. */
  static void forEachControlFile(final Path deb, final EntryHandler handler) throws IOException {
    forEach("--ctrl-tarfile", deb, handler);
  }

  private static void forEach(final String what, final Path deb, final EntryHandler handler)
      throws IOException {
    final Process process =
        new ProcessBuilder("dpkg-deb", what, deb.toString())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      process.getOutputStream().close();
      try (TarArchiveInputStream tar = new TarArchiveInputStream(process.getInputStream())) {
        for (TarArchiveEntry entry = tar.getNextEntry();
            entry != null;
            entry = tar.getNextEntry()) {
          handler.onEntry(canonical(entry.getName()), entry, tar);
        }
        tar.transferTo(java.io.OutputStream.nullOutputStream());
      }
      if (process.waitFor() != 0) {
        throw TraceException.environment(
            "dpkg-deb can't read %s (status %d): remove it and try again"
                .formatted(deb, process.exitValue()));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw TraceException.environment("interrupted while reading " + deb, e);
    } finally {
      process.destroyForcibly();
    }
  }

  /** A path in an archive without "./" before and "/" behind; empty for the root. */
  static String relative(final String name) {
    final String path = name.startsWith("./") ? name.substring(2) : name;
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  public static String canonical(final String name) {
    final String path = relative(name);
    return MERGED.stream().anyMatch(path::startsWith) ? "usr/" + path : path;
  }
}
