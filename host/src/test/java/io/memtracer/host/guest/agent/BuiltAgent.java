package io.memtracer.host.guest.agent;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The programs that qemu-gmbeoo's build made. */
public final class BuiltAgent {

  private static final Path DIRECTORY = Path.of("../qemu-gmbeoo/build/guest").toAbsolutePath();

  private BuiltAgent() {}

  public static Path agent() {
    return program("memtracer-agent");
  }

  /** A program that misbehaves on demand. */
  public static Path workload() {
    return program("workload");
  }

  /** What begins and ends phases in a guest. */
  public static Path mark() {
    return program("memtracer-mark");
  }

  private static Path program(final String name) {
    final Path program = DIRECTORY.resolve(name).normalize();
    assertTrue(
        Files.isExecutable(program),
        () -> program + " isn't there: 'make -C qemu-gmbeoo/guest test' builds it");
    return program;
  }
}
