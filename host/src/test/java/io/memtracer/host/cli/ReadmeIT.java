package io.memtracer.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** README's examples of traces, as they stand there, where the files are that they name. */
@Timeout(300)
final class ReadmeIT {

  private static final Path README = Path.of("../README.md");
  private static final String EXAMPLE = "    ./memtracer trace ";

  @TempDir Path temporary;

  static List<String> examples() throws IOException {
    return Files.readAllLines(README).stream()
        .filter(line -> line.startsWith(EXAMPLE))
        .map(String::strip)
        .toList();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void runs(final String example) throws Exception {
    makeLauncher();
    Files.writeString(temporary.resolve("words.txt"), "pear\napple\nfig\n");
    final ProcessBuilder builder =
        new ProcessBuilder("bash", "-c", example)
            .directory(temporary.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectError(ProcessBuilder.Redirect.INHERIT);
    final Process process = builder.start();
    final String output =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    assertTrue(output.contains("= "), output);
    assertTrue(output.contains(" + 0 dropped"), output);
    if (example.contains("words.txt")) {
      assertTrue(output.startsWith("apple\nfig\npear\n"), output);
    }
    if (example.contains("--json ls.json")) {
      assertTrue(Files.readString(temporary.resolve("ls.json")).contains("\"complete\" : true"));
    }
  }

  /** The real one would build what is being tested. */
  private void makeLauncher() throws IOException {
    final String line =
        TestProgram.in(temporary).line(List.of(), List.of()).stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Files.setPosixFilePermissions(
        Files.writeString(temporary.resolve("memtracer"), "#!/bin/sh\nexec " + line + " \"$@\"\n"),
        PosixFilePermissions.fromString("rwx------"));
  }
}
