package io.memtracer.benchmarks.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.benchmarks.Analyzers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command from end to end, on a JAR. */
@Timeout(120)
final class BenchIT {

  @TempDir private Path directory;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private int bench(final String... arguments) {
    return Bench.execute(
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8),
        true,
        arguments);
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Test
  void measuresTheAnalyzerOfAJar() throws IOException {
    final String jar = theJar().toString();
    assertEquals(
        0,
        bench("--quick", "--stream", "zipf", "--jar", jar, "kernel-user-split:window=5000"),
        err());
    // Every figure is another one each time.
    assertEquals(
        """
        kernel-user-split V  window=5000
          Stream           ns per record   fastest  bytes allocated
          zipf  N ± N  N                0  Zipf over 256 MiB
          no analyzer  N ± N  N                0  what is left, on zipf

        kernel-user-split keeps up with a guest of N million accesses per second, N at its fastest
        (alone, on one core, with the stream zipf)
        """,
        out()
            .replaceFirst("split \\S+", "split V")
            .replaceAll(" +\\d+\\.\\d\\d ± \\d+\\.\\d\\d +\\d+\\.\\d\\d", "  N ± N  N")
            .replaceFirst("of \\d+ million", "of N million")
            .replaceFirst("second, \\d+ at", "second, N at")
            .replaceFirst("(?s)WARNING.*", ""));
  }

  private static Path theJar() throws IOException {
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(Path.of("target/plugins"), "kernel-user-split-*.jar")) {
      return jars.iterator().next();
    }
  }

  @Test
  void saysWhatIsWrongBeforeItMeasures() throws IOException {
    final Path broken = Files.writeString(directory.resolve("broken.jar"), "no JAR");
    assertEquals(2, bench("--jar", "nowhere.jar", "x"));
    assertEquals(2, bench("--jar", broken.toString(), "x"));
    assertEquals(2, bench("--jar", theJar().toString(), "x"));
    assertEquals(2, bench("--jar", theJar().toString(), "kernel-user-split:windo=1"));
    assertEquals(2, bench("--jar", theJar().toString(), "--stream", "zip", "kernel-user-split"));
    assertEquals(
        2, bench("--jar", theJar() + "", "--recording", broken.toString(), "kernel-user-split"));
    assertEquals(2, bench());
    assertEquals("", out());
    assertFalse(err().contains("measuring"), err());
    assertEquals(
        """
        memtracer: --jar must be a file, but nowhere.jar doesn't exist
        memtracer: no analyzer 'x'; installed: none
        these JARs can't be used:
          BROKEN: it is not a JAR, or a broken one: zip END header not found
        memtracer: no analyzer 'x'; installed: kernel-user-split
        memtracer: analyzer kernel-user-split: there is no option windo; options are window
        memtracer: there is no stream 'zip'; there are: real, sequential, strided, random, zipf, pointer-chase
        memtracer: --recording must be what 'memtracer trace --plugins HOME/target/dist/bench --analyzer recorder:file=FILE' has written, but BROKEN isn't: java.util.zip.ZipException: Not in GZIP format
        memtracer: Missing required parameter: 'ANALYZER'
        'memtracer bench --help' tells what there is
        """
            .replace("BROKEN", broken.toString())
            .replace("HOME", Analyzers.home().toString()),
        err());
  }

  @Test
  void namesTheStepInWhichAnAnalyzerFails() throws IOException {
    final Path jar = directory.resolve("failing.jar");
    final Manifest manifest = new Manifest();
    manifest.getMainAttributes().putValue("Manifest-Version", "1.0");
    manifest.getMainAttributes().putValue("Plugin-Id", "failing");
    manifest.getMainAttributes().putValue("Plugin-Version", "1.0.0");
    manifest.getMainAttributes().putValue("Plugin-Requires", ">=2.0.0 & <3.0.0");
    try (JarOutputStream entries = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      for (final Class<?> type :
          new Class<?>[] {FailingFactory.class, FailingFactory.Failing.class}) {
        final String name = type.getName().replace('.', '/') + ".class";
        entries.putNextEntry(new JarEntry(name));
        entries.write(type.getClassLoader().getResourceAsStream(name).readAllBytes());
      }
      entries.putNextEntry(
          new JarEntry("META-INF/services/" + TraceAnalyzerFactory.class.getName()));
      entries.write(FailingFactory.class.getName().getBytes(StandardCharsets.UTF_8));
    }
    assertEquals(4, bench("--stream", "zipf", "--jar", jar.toString(), "failing"));
    assertEquals(
        "memtracer: analyzer failing failed in onBatch: java.lang.IllegalStateException: at 8192\n",
        err());
  }
}
