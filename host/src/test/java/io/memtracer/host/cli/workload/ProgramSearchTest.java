package io.memtracer.host.cli.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ProgramSearchTest {

  @TempDir Path directory;
  private ProgramSearch search;

  @BeforeEach
  void makePrograms() throws IOException {
    for (final String name : new String[] {"first", "second", "third/tool"}) {
      Files.createDirectories(directory.resolve(name));
    }
    make("second/tool", "rw-r--r--");
    make("first/text", "rw-r--r--");
    make("second/text", "rwxr-xr-x");
    make("here", "rwxr-xr-x");
    make("first/locked", "rw-r--r--");
    search = new ProgramSearch(directory + "/first:second::/nowhere", directory);
  }

  private void make(final String name, final String permissions) throws IOException {
    final Path file = Files.createFile(directory.resolve(name));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }

  @Test
  void takesTheFirstThatCanBeExecuted() {
    assertEquals("second/text", search.find("text"));
    assertEquals("./here", search.find("here"));
    assertEquals("second/../here", search.find("second/../here"));
  }

  @Test
  void saysWhyThereIsNone() {
    assertEquals(
        "there is no program 'nothing' in PATH ("
            + directory
            + "/first:second::/nowhere);"
            + " for a program of the guest's own add --in-guest",
        refusal("nothing"));
    assertEquals(
        "the workload must be a file that can be executed, but "
            + directory
            + "/first/locked isn't",
        refusal("locked"));
    assertEquals(
        "the workload must be a file that can be executed, but ./first isn't", refusal("./first"));
    assertEquals(
        "the workload must be a file on this machine, but ./none isn't there;"
            + " for a program of the guest's own add --in-guest",
        refusal("./none"));
    assertEquals("the workload's name is empty", refusal(""));
  }

  private String refusal(final String name) {
    return assertThrows(TraceException.class, () -> search.find(name)).getMessage();
  }
}
