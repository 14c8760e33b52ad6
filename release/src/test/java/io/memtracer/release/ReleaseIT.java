package io.memtracer.release;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.release.Unpacked.Outcome;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code ./memtracer dist} packs, unpacked where no compiler is in PATH. */
@Timeout(300)
final class ReleaseIT {

  private static final String LAUNCHER =
      Path.of("../memtracer").toAbsolutePath().normalize().toString();

  @TempDir private static Path directory;
  private static Path archive;
  private static Unpacked release;

  @BeforeAll
  static void unpack() throws IOException, InterruptedException {
    archive = pack(directory.resolve("first"));
    release = Unpacked.unpack(archive, directory);
  }

  /** As {@code dist} does, but of what Maven has built just now. */
  private static Path pack(final Path to) throws IOException, InterruptedException {
    Files.createDirectories(to);
    final Outcome packed =
        Unpacked.run(
            new ProcessBuilder(
                "bash",
                "-c",
                "source \"$1\"; pack_release \"$2\"",
                "pack",
                LAUNCHER,
                to.toString()));
    assertEquals(new Outcome(0, "", ""), packed);
    try (DirectoryStream<Path> archives = Files.newDirectoryStream(to)) {
      return archives.iterator().next();
    }
  }

  @Test
  void isTheSameBytesEachTime() throws IOException, InterruptedException {
    assertArrayEquals(
        Files.readAllBytes(archive), Files.readAllBytes(pack(directory.resolve("second"))));
  }

  @Test
  void runsTheDemo() throws IOException, InterruptedException {
    final Outcome demo = release.memtracer("demo");
    assertEquals(0, demo.status(), demo.err());
    assertTrue(demo.out().contains(" delivered to each of 3 analyzers + 0 dropped\n"), demo.out());
  }

  @Test
  void measuresAnAnalyzer() throws IOException, InterruptedException {
    final Outcome bench = release.memtracer("bench", "--quick", "--stream", "zipf", "working-set");
    assertEquals(0, bench.status(), bench.err());
    assertTrue(bench.out().contains("working-set keeps up with a guest of "), bench.out());
  }

  @Test
  void findsTheAnalyzersOfItsOwnAndADroppedOne() throws IOException, InterruptedException {
    final Path dropped = release.root().resolve("plugins/template.jar");
    try (DirectoryStream<Path> jars =
        Files.newDirectoryStream(Path.of("../plugins/template/target"), "template-*.jar")) {
      Files.copy(jars.iterator().next(), dropped);
    }
    final Outcome listed = release.memtracer("analyzers");
    Files.delete(dropped);
    assertEquals(0, listed.status(), listed.err());
    for (final String name : new String[] {"working-set", "external-process", "alignment"}) {
      assertTrue(listed.out().contains(name + " 1."), listed.out());
    }
  }

  /** By the commands that are printed, as a user would. */
  @Test
  void makesAProjectThatIsBuiltAndTestedAndRuns() throws IOException, InterruptedException {
    final Path place = Files.createDirectory(directory.resolve("my analyzers"));
    final Outcome made =
        release.memtracerIn(place, "new", "page-touches", "--package", "org.mine.touches");
    assertEquals(0, made.status(), made.err());
    final Outcome built = Unpacked.shell(commandOf(made, "mvn"));
    assertEquals(0, built.status(), built.out() + built.err());
    assertTrue(
        Files.isRegularFile(
            place.resolve(
                "page-touches/target/surefire-reports/"
                    + "TEST-org.mine.touches.PageTouchesConformanceTest.xml")));
    final Outcome run = Unpacked.shell(commandOf(made, "'" + release.root()));
    assertEquals(0, run.status(), run.err());
    assertTrue(run.out().contains("\npage-touches 0.1.0  line-size=64\n"), run.out());
    assertTrue(run.out().contains(" delivered to page-touches + 0 dropped\n"), run.out());
    final Outcome dropped = Unpacked.shell(commandOf(made, "cp"));
    assertEquals(0, dropped.status(), dropped.err());
    final Path jar = release.root().resolve("plugins/page-touches-0.1.0.jar");
    final Outcome listed = release.memtracer("analyzers");
    Files.delete(jar);
    assertTrue(listed.out().contains("page-touches 0.1.0  plugins/"), listed.out());
  }

  private static String commandOf(final Outcome made, final String program) {
    return made.out()
        .lines()
        .filter(line -> line.startsWith("  " + program))
        .findFirst()
        .orElseThrow(() -> new AssertionError(made.out()));
  }

  @Test
  void saysWhatNeedsAClone() throws IOException, InterruptedException {
    final Outcome test = release.memtracer("test");
    assertEquals(2, test.status());
    assertTrue(
        test.err().startsWith("memtracer: 'test' works in a clone of memtracer; this is release "),
        test.err());
    final Outcome cluster = release.memtracer("cluster-replay", "run.mtrace");
    assertEquals(2, cluster.status());
    assertTrue(
        cluster.err().startsWith("memtracer: 'cluster-replay' works in a clone of memtracer; "),
        cluster.err());
  }
}
