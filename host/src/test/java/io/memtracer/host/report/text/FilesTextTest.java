package io.memtracer.host.report.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.host.status.FilesSeen;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class FilesTextTest {

  private static List<String> lines(final FilesSeen seen) {
    return FilesText.lines(seen, TextStyle.plain(true), new Quantity(TextStyle.plain(true)));
  }

  @Test
  void saysThatNothingWasWritten() {
    assertEquals(
        List.of("files:   / could be read; nothing was written"),
        lines(new FilesSeen(List.of("/"), 0, 0, 0, false, List.of(), Optional.empty(), List.of())));
    assertEquals(
        List.of("files:   none of this machine's could be read; nothing was written, 2 removed"),
        lines(new FilesSeen(List.of(), 0, 0, 2, false, List.of(), Optional.empty(), List.of())));
  }

  @Test
  void namesSomeOfWhatWasWrittenHarmlessly() {
    assertEquals(
        List.of(
            "files:   /a, /b could be read; 3 files (2 KiB) written and discarded:"
                + " /a/x, /a/\\x1b[2J, ..."),
        lines(
            new FilesSeen(
                List.of("/a", "/b"),
                3,
                2048,
                0,
                false,
                List.of("/a/x", "/a/\u001b[2J"),
                Optional.empty(),
                List.of())));
  }

  @Test
  void saysWhereItWasCopiedAndThatNoMoreFitted() {
    assertEquals(
        List.of(
            "files:   / could be read; 1 file (5 B) written, 1 removed and copied to out: /x",
            "         no more fitted into the guest's memory, of which files may take half: --ram"
                + " MIB gives it more",
            "         not copied, since they lead out or are no files: /y"),
        lines(
            new FilesSeen(
                List.of("/"), 1, 5, 1, true, List.of("/x"), Optional.of("out"), List.of("/y"))));
  }
}
