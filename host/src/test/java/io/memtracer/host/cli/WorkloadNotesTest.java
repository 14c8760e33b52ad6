package io.memtracer.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.host.cli.workload.WorkloadPlace;
import io.memtracer.host.session.request.WorkloadSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class WorkloadNotesTest {

  private static final int ROOT = 0;
  private static final int SOMEBODY = 1000;

  @TempDir Path directory;

  private WorkloadSpec sent(final int mode) throws IOException {
    final Path program = Files.createFile(directory.resolve("program"));
    Files.setAttribute(program, "unix:mode", mode);
    return new WorkloadSpec(program.toString(), List.of(), false);
  }

  @Test
  void warnsRootThatShowsEverything() throws IOException {
    final WorkloadSpec sent = sent(0755);
    final WorkloadSpec shared = WorkloadPlace.shared(sent);
    assertEquals(
        List.of(
            "as root you show the program every file of this machine; --share and --no-host-files"
                + " show it less"),
        WorkloadNotes.of(shared, ROOT));
    assertEquals(List.of(), WorkloadNotes.of(shared, SOMEBODY));
    assertEquals(List.of(), WorkloadNotes.of(sent, ROOT));
  }

  @Test
  void saysThatAProgramDoesNotChangeItsUser() throws IOException {
    final WorkloadSpec sent = sent(04755);
    final List<String> expected =
        List.of(
            directory.resolve("program")
                + " is set-user-ID or set-group-ID, which means nothing in the guest: there it runs"
                + " as who starts it");
    assertEquals(expected, WorkloadNotes.of(sent, SOMEBODY));
    assertEquals(expected, WorkloadNotes.of(WorkloadPlace.shared(sent), SOMEBODY));
    Files.setAttribute(directory.resolve("program"), "unix:mode", 02755);
    assertEquals(expected, WorkloadNotes.of(sent, SOMEBODY));
  }

  /** Only root may give a file any, and not everywhere: here it is the test that says so. */
  @Test
  void saysThatAProgramLosesItsCapabilities() throws IOException {
    final WorkloadSpec sent = sent(0755);
    final Path program = directory.resolve("program");
    assertEquals(List.of(), WorkloadNotes.of(sent, SOMEBODY));
    assertEquals(
        List.of(
            program
                + " has file capabilities, which means nothing in the guest: there it runs as who"
                + " starts it"),
        WorkloadNotes.of(sent, SOMEBODY, program::equals));
  }

  @Test
  void saysNothingOfAProgramOfTheGuests() {
    assertEquals(
        List.of(), WorkloadNotes.of(new WorkloadSpec("/usr/bin/su", List.of(), true), ROOT));
  }
}
