package io.memtracer.host.session.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.guest.agent.WrittenEntry;
import io.memtracer.host.status.TraceException;
import io.memtracer.testkit.SeededRandom;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a guest says of files, true or not. */
final class KeptFilesTest {

  private static final int REGULAR = 0100000;
  private static final int LINK = 0120000;
  private static final int DEVICE = 0020000;
  private static final Instant TIME = Instant.ofEpochSecond(1_000_000_000);

  @TempDir Path directory;
  private Path root;
  private KeptFiles kept;

  @BeforeEach
  void begin() {
    root = directory.resolve("out");
    kept = KeptFiles.in(root, 1000);
  }

  private void file(final String path, final String text) {
    kept.onEntry(new WrittenEntry(path, REGULAR | 0644, text.length(), TIME, ""));
    kept.onContent(0, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private void link(final String path, final String target) {
    kept.onEntry(new WrittenEntry(path, LINK | 0777, target.length(), TIME, target));
  }

  @Test
  void makesATreeOfWhatWasWritten() throws IOException {
    kept.onEntry(new WrittenEntry("/a/b/run", REGULAR | 04755, 3, TIME, ""));
    kept.onContent(0, ByteBuffer.wrap(new byte[] {1, 2}));
    kept.onContent(2, ByteBuffer.wrap(new byte[] {3}));
    file("/a/new\nline", "text");
    kept.onEntry(new WrittenEntry("/a/sparse", REGULAR | 0600, 10_000_000, TIME, ""));
    link("/a/b/up", "../sparse");
    kept.close();
    final Path run = root.resolve("a/b/run");
    assertEquals(3, Files.readAllBytes(run)[2]);
    assertEquals("rwxr-xr-x", PosixFilePermissions.toString(Files.getPosixFilePermissions(run)));
    assertEquals(TIME, Files.getLastModifiedTime(run).toInstant());
    assertEquals("text", Files.readString(root.resolve("a/new\nline")));
    assertEquals(10_000_000, Files.size(root.resolve("a/sparse")));
    assertTrue(Files.isSameFile(root.resolve("a/b/up"), root.resolve("a/sparse")));
    assertEquals(List.of(), kept.leftOut());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"relative", "/../x", "/a/../../x", "/a/./x", "//x", "/a/", "/", "", "/a\0/../x"})
  void makesNothingOutside(final String path) throws IOException {
    file(path, "text");
    kept.close();
    assertEquals(List.of(path), kept.leftOut());
    try (Stream<Path> made = Files.walk(directory)) {
      assertTrue(made.noneMatch(Files::isRegularFile));
    }
  }

  /** Paths and links of pieces that are chosen to lead out, in any order. */
  @Test
  @ExtendWith(SeededRandom.class)
  void makesNothingOutsideWhateverIsSaid(final Random random) throws IOException {
    final Path outside = Files.createDirectory(directory.resolve("outside"));
    kept = KeptFiles.in(root, 10_000);
    final List<String> pieces =
        List.of("/", "..", ".", "a", "b", "l", "outside", outside.toString(), "\0", "\n", "", "é");
    for (int i = 0; i < 5000; i++) {
      final StringBuilder path = new StringBuilder("/");
      for (int piece = random.nextInt(6); piece >= 0; piece--) {
        path.append(pieces.get(random.nextInt(pieces.size())));
        path.append(random.nextBoolean() ? "/" : "");
      }
      final String text = path.substring(random.nextInt(8) == 0 ? 1 : 0);
      switch (random.nextInt(4)) {
        case 0 -> link(text, path.substring(random.nextInt(path.length())));
        case 1 -> kept.onEntry(new WrittenEntry(text, random.nextInt(), 3, TIME, text));
        default -> file(text, "t");
      }
    }
    kept.close();
    try (Stream<Path> made = Files.list(outside)) {
      assertEquals(0, made.count());
    }
    try (Stream<Path> made = Files.list(directory)) {
      assertEquals(Set.of(outside, root), made.collect(Collectors.toSet()));
    }
    try (Stream<Path> made = Files.walk(root)) {
      for (final Path link : made.filter(Files::isSymbolicLink).toList()) {
        final Path target = link.getParent().resolve(Files.readSymbolicLink(link)).normalize();
        assertTrue(target.startsWith(root), () -> link + " leads to " + target);
      }
    }
  }

  @Test
  void goesThroughNoLink() throws IOException {
    final Path outside = Files.createDirectory(directory.resolve("outside"));
    link("/d", "safe");
    file("/d/x", "text");
    file("/d", "text");
    kept.close();
    assertEquals(List.of("/d/x", "/d"), kept.leftOut());
    assertTrue(Files.isSymbolicLink(root.resolve("d")));
    try (Stream<Path> made = Files.list(outside)) {
      assertEquals(0, made.count());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/etc/passwd", "..", "../x", "./../x", "a/../../x", "s/..", "", "../../../x"})
  void makesNoLinkThatLeadsOut(final String target) {
    link("/l", target);
    assertEquals(List.of("/l"), kept.leftOut());
    assertFalse(Files.exists(root.resolve("l"), LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void makesNoDevice() {
    kept.onEntry(new WrittenEntry("/dev", DEVICE | 0666, 0, TIME, ""));
    kept.onContent(0, ByteBuffer.wrap(new byte[] {1}));
    assertEquals(List.of("/dev"), kept.leftOut());
  }

  @Test
  void believesNoMoreThanTheGuestCanHold() {
    kept.onEntry(new WrittenEntry("/a", REGULAR | 0644, 2000, TIME, ""));
    kept.onContent(0, ByteBuffer.allocate(900));
    assertThrows(TraceException.class, () -> kept.onContent(900, ByteBuffer.allocate(200)));
    assertThrows(TraceException.class, () -> kept.onContent(-1, ByteBuffer.allocate(1)));
    assertThrows(TraceException.class, () -> kept.onContent(2001, ByteBuffer.allocate(1)));
  }

  @Test
  void overwritesNothing() throws IOException {
    Files.createDirectories(directory.resolve("used/x"));
    final TraceException failure =
        assertThrows(TraceException.class, () -> KeptFiles.in(directory.resolve("used"), 1));
    assertEquals(
        "--keep must be an empty directory, but " + directory.resolve("used") + " isn't",
        failure.getMessage());
  }
}
