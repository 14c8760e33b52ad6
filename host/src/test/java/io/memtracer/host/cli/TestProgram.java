package io.memtracer.host.cli;

import io.memtracer.host.cli.backend.Installation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program as a process of its own.
 *
 * @param temporary a directory for its files, where it has a home
 */
public record TestProgram(Path temporary) {

  /** What the launcher calls the project's root, with links to what the build made. */
  public static TestProgram in(final Path temporary) throws IOException {
    final Path home = Files.createDirectory(temporary.resolve("home"));
    Files.createSymbolicLink(home.resolve("plugins"), Path.of("target/plugins").toAbsolutePath());
    Files.createSymbolicLink(
        home.resolve("qemu-gmbeoo"), Path.of("../qemu-gmbeoo").toAbsolutePath().normalize());
    return new TestProgram(temporary);
  }

  /** The command line of a command, with properties such as the launcher sets. */
  public List<String> line(final List<String> properties, final List<String> arguments) {
    final List<String> line = new ArrayList<>();
    // Who started the tests may have had SIGINT ignored, as shells do in the background.
    line.addAll(List.of("env", "--default-signal=INT"));
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(List.of("--add-opens", "java.base/jdk.internal.misc=ALL-UNNAMED"));
    line.addAll(List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"));
    line.add("-D" + Installation.PROPERTY + "=" + temporary.resolve("home"));
    properties.forEach(property -> line.add("-D" + property));
    line.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    line.addAll(arguments);
    return line;
  }

  /** A process that keeps its temporary files where ours are. */
  public ProcessBuilder builder(final List<String> line) {
    final ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("TMPDIR", temporary.toString());
    builder.environment().remove("XDG_RUNTIME_DIR");
    return builder;
  }
}
