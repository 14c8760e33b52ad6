package io.memtracer.plugins.external;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The C tools of the tests, compiled when first asked for. */
final class Tools {

  static final Path MODULE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final Path DIRECTORY = MODULE.resolve("target/tools");

  private Tools() {}

  /** The worked example of docs/legacy-tools.md. */
  static Path countByCpl() {
    return CountByCpl.PATH;
  }

  /** The tool that misbehaves as its name says. */
  static Path fake(final String behaviour) {
    final Path link = DIRECTORY.resolve(FakeTool.PATH.getFileName() + "-" + behaviour);
    try {
      Files.createSymbolicLink(link, FakeTool.PATH);
    } catch (FileAlreadyExistsException e) {
      return link;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return link;
  }

  private static Path compile(final String source) {
    final String name = Path.of(source).getFileName().toString().replace(".c", "");
    final Path program = DIRECTORY.resolve(name);
    try {
      Files.createDirectories(DIRECTORY);
      final Process compiler =
          new ProcessBuilder(
                  "gcc",
                  "-O2",
                  "-Wall",
                  "-Wextra",
                  "-Werror",
                  "-pthread",
                  "-o",
                  program.toString(),
                  MODULE.resolve(source).toString())
              .redirectErrorStream(true)
              .start();
      final byte[] output = compiler.getInputStream().readAllBytes();
      assertEquals(0, compiler.waitFor(), () -> new String(output, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("the tests need gcc", e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return program;
  }

  private static final class FakeTool {
    static final Path PATH = compile("src/test/c/fake-tool.c");
  }

  private static final class CountByCpl {
    static final Path PATH = compile("src/example/c/count-by-cpl.c");
  }
}
