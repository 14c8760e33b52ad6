package io.memtracer.host.session;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Compiles the workloads of the known answers, statically, so that addresses are the same anywhere;
 * and analysis tools.
 */
public final class TestWorkloads {

  private static final Path SOURCES = Path.of("src/test/workloads");
  private static final Path TOOLS = Path.of("../plugins/external-process/src");
  private static final Path BENCHMARKS = Path.of("../jmh-benchmarks/end-to-end/workloads");
  private static final Path PROGRAMS = Path.of("target/workloads");

  private TestWorkloads() {}

  /** The program compiled from {@code NAME.c}. */
  static Path compile(final String name) {
    return compile(SOURCES.resolve(name + ".c"), name);
  }

  /** The same without a C library: its start and its system calls are its own. */
  static Path compileBare(final String name) {
    return compile(
        SOURCES.resolve(name + ".c"),
        name,
        "-nostdlib",
        "-ffreestanding",
        "-fno-stack-protector",
        "-fno-pie");
  }

  /** A program of the benchmarks, compiled from {@code NAME.c}. */
  static Path benchmark(final String name) {
    return compile(BENCHMARKS.resolve(name + ".c"), "benchmark-" + name);
  }

  /** A program that speaks in the agent's place. */
  public static Path hostile() {
    return compile("hostile").toAbsolutePath();
  }

  /** The analysis tool that is documented. */
  static Path countByCpl() {
    return compile(TOOLS.resolve("example/c/count-by-cpl.c"), "count-by-cpl");
  }

  /** The analysis tool that misbehaves as its name says. */
  public static Path fakeTool(final String behaviour) {
    final String name = "fake-tool-" + behaviour;
    return compile(TOOLS.resolve("test/c/fake-tool.c"), name);
  }

  /** What a PC can run instead of its firmware, assembled from {@code NAME.S}. */
  static Path rom(final String name) {
    return compile(
        SOURCES.resolve(name + ".S"),
        name,
        "-nostdlib",
        "-Wl,-Ttext=0xf0000,-e,0xf0000,--build-id=none,--oformat=binary");
  }

  private static Path compile(final Path source, final String name, final String... options) {
    final Path program = PROGRAMS.resolve(name);
    try {
      Files.createDirectories(PROGRAMS);
    } catch (IOException e) {
      throw new UncheckedIOException("can't make " + PROGRAMS, e);
    }
    final List<String> command =
        new ArrayList<>(
            List.of("gcc", "-O2", "-static", "-Wall", "-Wextra", "-Werror", "-pthread"));
    command.addAll(List.of(options));
    command.addAll(List.of("-o", program.toString(), source.toString()));
    output(command.toArray(String[]::new));
    return program;
  }

  /** What a program prints when it runs right here. */
  static String runNatively(final Path program, final String... arguments) {
    final List<String> command = new ArrayList<>(List.of(program.toAbsolutePath().toString()));
    command.addAll(List.of(arguments));
    return output(command.toArray(String[]::new));
  }

  private static String output(final String... command) {
    try {
      final Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      final String output =
          new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      final int status = process.waitFor();
      if (status != 0) {
        throw new IllegalStateException(
            String.join(" ", command) + " ended with " + status + ": " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException("can't run " + command[0], e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while running " + command[0], e);
    }
  }
}
