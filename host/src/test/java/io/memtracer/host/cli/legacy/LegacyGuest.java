package io.memtracer.host.cli.legacy;

import io.memtracer.host.cli.backend.Backend;
import io.memtracer.host.cli.backend.Installation;
import io.memtracer.host.cli.backend.RealBackend;
import io.memtracer.host.guest.GuestRecipe;
import io.memtracer.host.guest.GuestStore;
import io.memtracer.host.qemu.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The default guest, for {@code memory_tracer}.
 *
 * @param directory what the launcher calls the project's root, with links to what the build made
 * @param positionals the guest's image, its snapshot, and QEMU's directory
 */
record LegacyGuest(Path directory, RealBackend backend, List<String> positionals)
    implements AutoCloseable {

  /** Built if it is missing. */
  static LegacyGuest in(final Path directory) throws IOException {
    Files.createSymbolicLink(
        directory.resolve("plugins"), Path.of("target/plugins").toAbsolutePath());
    Files.createSymbolicLink(
        directory.resolve("qemu-gmbeoo"), Path.of("../qemu-gmbeoo").toAbsolutePath().normalize());
    final RealBackend backend =
        new RealBackend(new Installation(directory), GuestStore.ofEnvironment());
    final Backend.Positionals guest = backend.positionals(GuestRecipe.DEFAULT_NAME, step -> {});
    return new LegacyGuest(
        directory,
        backend,
        List.of(guest.image().toString(), guest.snapshot(), guest.qemuDirectory().toString()));
  }

  LegacyHarness harness(final String typed) {
    return new LegacyHarness(backend, directory, typed);
  }

  /** Its positionals, then options. */
  String[] arguments(final String... options) {
    final List<String> arguments = new ArrayList<>(positionals);
    arguments.addAll(List.of(options));
    return arguments.toArray(String[]::new);
  }

  /** A program or tool of the tests', which is compiled. */
  String compile(final String source, final String option) throws IOException {
    final Path program = directory.resolve(source.replaceAll(".*/|\\.c$", "") + option);
    final List<String> line =
        List.of(
            "gcc",
            "-O2",
            option,
            "-Wall",
            "-Wextra",
            "-Werror",
            "-o",
            program.toString(),
            "src/test/" + source);
    Command.runOrThrow(Duration.ofMinutes(1), line);
    return program.toString();
  }

  @Override
  public void close() {
    backend.close();
  }
}
