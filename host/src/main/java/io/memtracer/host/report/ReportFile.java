package io.memtracer.host.report;

import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * A file for a report. It appears whole or not at all and only its owner may read it: it can name
 * anything that the workload did. What exists and isn't a regular file, such as a FIFO or {@code
 * /dev/null}, is written to as it is.
 */
public final class ReportFile {

  /** As the kernel has it. */
  private static final int MAX_LINKS = 40;

  /** Writes a report somewhere. */
  public interface Content {

    /** Writes all of it, and leaves the stream open. */
    void writeTo(OutputStream out) throws IOException;
  }

  private final String option;
  private final Path target;
  private final boolean replace;

  private ReportFile(final String option, final Path target, final boolean replace) {
    this.option = option;
    this.target = target;
    this.replace = replace;
  }

  /**
   * Checks that the report can be written, before anything is run for it.
   *
   * @param option that asks for it, for messages
   * @throws TraceException if it can't
   */
  public static ReportFile at(final String option, final Path path) {
    try {
      if (Files.exists(path) && !Files.isRegularFile(path)) {
        return special(option, path);
      }
      final Path target = withoutLinks(path);
      Files.delete(temporary(target));
      return new ReportFile(option, target, true);
    } catch (IOException e) {
      throw cannot(option, path, e);
    }
  }

  /** Where a link leads to, also if nothing is there yet: the link stays. */
  private static Path withoutLinks(final Path path) throws IOException {
    Path target = path.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MAX_LINKS) {
        throw new FileSystemLoopException(path.toString());
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return target;
  }

  private static ReportFile special(final String option, final Path path) {
    if (Files.isDirectory(path)) {
      throw TraceException.user(option + " must be a file, but " + path + " is a directory");
    }
    if (!Files.isWritable(path)) {
      throw TraceException.user(option + " can't write to " + path + ": permission denied");
    }
    return new ReportFile(option, path, false);
  }

  /** Writes the report. */
  public void write(final Content report) {
    try {
      if (replace) {
        replaceBy(report);
      } else {
        try (OutputStream out = Files.newOutputStream(target, StandardOpenOption.WRITE)) {
          report.writeTo(out);
        }
      }
    } catch (IOException e) {
      throw TraceException.environment(
          "%s can't write %s: %s".formatted(option, target, reason(e)), e);
    }
  }

  private void replaceBy(final Content report) throws IOException {
    final Path temporary = temporary(target);
    try {
      try (OutputStream out = Files.newOutputStream(temporary)) {
        report.writeTo(out);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static Path temporary(final Path target) throws IOException {
    final Path directory = target.getParent();
    return Files.createTempFile(
        directory,
        ".memtracer-",
        ".part",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static TraceException cannot(final String option, final Path path, final IOException e) {
    return new TraceException(
        isOfThePath(e) ? ErrorCategory.USER : ErrorCategory.ENVIRONMENT,
        option + " can't write " + path + ": " + reason(e),
        e);
  }

  /** Whether another path would do. */
  private static boolean isOfThePath(final IOException e) {
    return e instanceof NoSuchFileException
        || e instanceof AccessDeniedException
        || e instanceof FileSystemLoopException;
  }

  private static String reason(final IOException e) {
    if (e instanceof NoSuchFileException) {
      return "the directory doesn't exist";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof FileSystemLoopException) {
      return "too many links";
    }
    return e instanceof FileSystemException failure && failure.getReason() != null
        ? failure.getReason()
        : e.getMessage();
  }
}
