package io.memtracer.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * An unpacked release, whose programs find in PATH what this machine has, but nothing to compile
 * with.
 *
 * @param root the directory {@code memtracer-VERSION}
 * @param programs the only directory in PATH
 */
record Unpacked(Path root, Path programs) {

  /** Compilers, what they bring along, and what builds with them. */
  private static final Pattern COMPILER =
      Pattern.compile(
          "(.*-)?(gcc|g\\+\\+|cpp|cc|c\\+\\+|c89|c99|clang|as|ld|strip|make|gmake|pkg-config|pkgconf)"
              + "([-.].*)?|javac|jar|mvn.*");

  record Outcome(int status, String out, String err) {}

  static Unpacked unpack(final Path archive, final Path directory)
      throws IOException, InterruptedException {
    final Path programs = Files.createDirectories(Path.of("target/programs").toAbsolutePath());
    for (final String path : System.getenv("PATH").split(":", -1)) {
      link(Path.of(path), programs);
    }
    final Path place = Files.createDirectories(directory.resolve("my programs"));
    final Outcome tar =
        run(new ProcessBuilder("tar", "xzf", archive.toString(), "-C", place.toString()));
    if (tar.status() != 0) {
      throw new IllegalStateException(tar.err());
    }
    final String name = archive.getFileName().toString().replace(".tar.gz", "");
    return new Unpacked(place.resolve(name), programs);
  }

  private static void link(final Path from, final Path to) throws IOException {
    if (!Files.isDirectory(from)) {
      return;
    }
    try (DirectoryStream<Path> programs = Files.newDirectoryStream(from)) {
      for (final Path program : programs) {
        // Of two with one name the one goes first whose directory does in PATH.
        final Path link = to.resolve(program.getFileName());
        if (!COMPILER.matcher(program.getFileName().toString()).matches()
            && !Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
          Files.createSymbolicLink(link, program);
        }
      }
    }
  }

  /** What {@code ./memtracer ARGUMENTS} does. */
  Outcome memtracer(final String... arguments) throws IOException, InterruptedException {
    return memtracerIn(Path.of("").toAbsolutePath(), arguments);
  }

  /** The same, called in that directory. */
  Outcome memtracerIn(final Path directory, final String... arguments)
      throws IOException, InterruptedException {
    final List<String> line = new ArrayList<>(List.of(root.resolve("memtracer").toString()));
    line.addAll(List.of(arguments));
    final ProcessBuilder process = new ProcessBuilder(line).directory(directory.toFile());
    process.environment().put("PATH", programs.toString());
    process.environment().remove("JAVA_HOME");
    return run(process);
  }

  /** What a command does in a shell that finds all programs of this machine. */
  static Outcome shell(final String command) throws IOException, InterruptedException {
    return run(new ProcessBuilder("sh", "-c", command));
  }

  /** Runs a program to its end; what it prints are a few lines. */
  static Outcome run(final ProcessBuilder program) throws IOException, InterruptedException {
    final Path err = Files.createTempFile("memtracer-", ".err");
    try {
      final Process process = program.redirectError(err.toFile()).start();
      process.getOutputStream().close();
      final String out =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Outcome(process.waitFor(), out, Files.readString(err));
    } finally {
      Files.delete(err);
    }
  }
}
