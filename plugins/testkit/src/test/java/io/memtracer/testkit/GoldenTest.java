package io.memtracer.testkit;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.opentest4j.AssertionFailedError;
import org.opentest4j.TestAbortedException;

class GoldenTest {

  @TempDir private Path folder;

  @Test
  void comparesAndSaysHowToRegenerate() throws IOException {
    final Path file = folder.resolve("a.txt");
    Files.writeString(file, "old\n");
    assertDoesNotThrow(() -> Golden.assertMatches(GoldenTest.class, file, "old\n"));
    final AssertionFailedError failure =
        assertThrows(
            AssertionFailedError.class,
            () -> Golden.assertMatches(GoldenTest.class, file, "new\n"));
    assertTrue(failure.getMessage().startsWith(file + " differs"), failure.getMessage());
    assertTrue(
        failure.getMessage().endsWith("-Dtest='GoldenTest' -Dgolden.regenerate=true"),
        failure.getMessage());
  }

  @Test
  void regeneratesAndAborts() throws IOException {
    final Path file = folder.resolve("sub/a.txt");
    System.setProperty("golden.regenerate", "true");
    try {
      assertThrows(
          TestAbortedException.class, () -> Golden.assertMatches(GoldenTest.class, file, "new\n"));
    } finally {
      System.clearProperty("golden.regenerate");
    }
    assertEquals("new\n", Files.readString(file));
  }
}
