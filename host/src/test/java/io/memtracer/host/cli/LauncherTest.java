package io.memtracer.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./memtracer} does before there is anything to hand over to. */
final class LauncherTest {

  private static final Path LAUNCHER = Path.of("../memtracer").toAbsolutePath().normalize();

  private static final Path DROP_IN = LAUNCHER.resolveSibling("memory_tracer");

  @TempDir private Path directory;

  @Test
  void helpsWithoutABuild() throws IOException, InterruptedException {
    assertEquals(new Outcome(0, RootCommand.usage(), ""), run(LAUNCHER, Map.of(), "--help"));
    assertEquals(new Outcome(2, "", RootCommand.usage()), run(LAUNCHER, Map.of()));
  }

  @Test
  void findsItsHomeThroughLinksFromAnywhere() throws IOException, InterruptedException {
    final Path link = Files.createSymbolicLink(directory.resolve("mt"), LAUNCHER);
    final Path second = Files.createSymbolicLink(directory.resolve("with space"), link);
    assertEquals(RootCommand.usage(), run(second, Map.of(), "--help").out());
  }

  @Test
  void namesAnUnknownCommand() throws IOException, InterruptedException {
    assertEquals(
        new Outcome(
            2,
            "",
            "memtracer: there is no command '?[2Jx'; there are: demo trace record replay"
                + " cluster-replay import info check compact report diff analyzers new bench guest"
                + " setup doctor test dist\n"),
        run(LAUNCHER, Map.of(), "\u001b[2Jx"));
  }

  @Test
  void saysThatJavaIsTooOld() throws IOException, InterruptedException {
    final Path home = Files.createDirectories(directory.resolve("jdk/bin")).getParent();
    Files.createFile(home.resolve("bin/java")).toFile().setExecutable(true);
    Files.writeString(home.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    final Map<String, String> environment = Map.of("JAVA_HOME", home.toString());
    final Outcome tooOld =
        new Outcome(3, "", "memtracer: Java 17 or newer is needed: run './memtracer setup'\n");
    assertEquals(tooOld, run(LAUNCHER, environment, "doctor"));
    final Path link = Files.createSymbolicLink(directory.resolve("link"), DROP_IN);
    assertEquals(tooOld, run(link, environment, "--help"));
    final Path script = LAUNCHER.resolveSibling("memory_tracer.py");
    assertEquals(tooOld, run(script, environment, "--help"));
  }

  @Test
  void looksForATerminalAtEachStream() throws IOException, InterruptedException {
    assertEquals(
        List.of("columns.stdout=123", "columns.stderr=123", "terminal.stdin=true"), atTerminal(""));
    assertEquals(
        List.of("columns.stdout=123", "columns.stderr=", "terminal.stdin=false"),
        atTerminal("</dev/null 2>/dev/null"));
    assertEquals(
        List.of("columns.stdout=", "columns.stderr=123", "terminal.stdin=true"),
        atTerminal("| cat"));
  }

  /** What it finds out for Java where a terminal has 123 columns. */
  private List<String> atTerminal(final String redirections)
      throws IOException, InterruptedException {
    final Path script =
        Files.writeString(
            directory.resolve("look.bash"),
            """
            source '%s'
            java_options
            printf '%%s\n' "${options[@]}"
            """
                .formatted(LAUNCHER));
    final Process process =
        new ProcessBuilder(
                "script",
                "-qec",
                "stty cols 123; bash '" + script + "' " + redirections,
                "/dev/null")
            .start();
    final List<String> said =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .lines()
            .filter(line -> line.matches("-Dmemtracer\\.(columns|terminal)\\..*"))
            .map(line -> line.substring("-Dmemtracer.".length()))
            .toList();
    assertEquals(0, process.waitFor());
    return said;
  }

  @Test
  void knowsTheCommandsThereAre() throws IOException, InterruptedException {
    final String listed = run(LAUNCHER, Map.of(), "x").err();
    for (final String name : new CliHarness().cli().model().getSubcommands().keySet()) {
      assertTrue(listed.contains(" " + name), name);
    }
  }

  private Outcome run(
      final Path launcher, final Map<String, String> environment, final String... arguments)
      throws IOException, InterruptedException {
    final Path out = directory.resolve("out");
    final Path err = directory.resolve("err");
    final ProcessBuilder builder =
        new ProcessBuilder(launcher.toString())
            .directory(directory.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.command().addAll(List.of(arguments));
    builder.environment().putAll(environment);
    final Process process = builder.start();
    assertTrue(process.waitFor(60, TimeUnit.SECONDS));
    return new Outcome(
        process.exitValue(),
        Files.readString(out, StandardCharsets.UTF_8),
        Files.readString(err, StandardCharsets.UTF_8));
  }

  private record Outcome(int status, String out, String err) {}
}
