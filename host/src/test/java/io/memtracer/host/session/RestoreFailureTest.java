package io.memtracer.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.GuestDigests;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** QEMU's words for a wrong memory size or machine, and ours. */
final class RestoreFailureTest {

  private static final Guest GUEST =
      Guest.ofImage(Path.of("/nowhere/x.qcow2"), "ready", OptionalInt.of(2560));

  @Test
  void saysWhatMemoryTheSnapshotHas() {
    assertExplained(
        "Size mismatch: pc.ram: 0x40000000 != 0xa0000000: Invalid argument",
        "with 1024 MiB of memory and can't be restored with 2560");
  }

  @Test
  void saysWhichMachineTheSnapshotIsOf() {
    assertExplained(
        "Machine type received is 'pc-q35-9.0' and local is 'pc-q35-10.0'",
        "by another QEMU, as machine pc-q35-9.0, where this one's is pc-q35-10.0: use that QEMU, or"
            + " save it anew with 'memtracer guest build' or 'guest prepare'");
  }

  @Test
  void saysWhatIsWrongWithTheImage() {
    final String words = "QEMU ended with status 1; its last words: qemu-system-x86_64: ";
    final TraceException noImage =
        RestoreFailure.explain(
            TraceException.guest(words + "-blockdev {}: Image is not in qcow2 format"), GUEST);
    assertEquals(ErrorCategory.USER, noImage.category());
    assertEquals(
        "/nowhere/x.qcow2 must be a qcow2 image, and isn't: 'qemu-img info' says what it is",
        noImage.getMessage());
    final TraceException noSnapshot =
        RestoreFailure.explain(
            TraceException.guest(words + "Snapshot 'ready' does not exist in one or more devices"),
            GUEST);
    assertEquals(ErrorCategory.USER, noSnapshot.category());
    assertEquals(
        "/nowhere/x.qcow2 has no snapshot 'ready': 'qemu-img snapshot -l' lists those it has",
        noSnapshot.getMessage());
  }

  private static void assertExplained(final String lastWords, final String saved) {
    final String words = "QEMU ended: qemu-system-x86_64: " + lastWords;
    final TraceException explained = RestoreFailure.explain(TraceException.guest(words), GUEST);
    assertEquals(ErrorCategory.USER, explained.category());
    assertEquals(
        "the snapshot 'ready' of /nowhere/x.qcow2 was saved " + saved + " (" + words + ")",
        explained.getMessage());
  }

  @Test
  void leavesOtherFailuresAsTheyAre() {
    final TraceException other = TraceException.guest("QEMU ended: no such snapshot");
    assertSame(other, RestoreFailure.explain(other, GUEST));
  }

  @Test
  void saysWhichFileIsDamaged(@TempDir final Path directory) throws IOException {
    final Path image = Files.writeString(directory.resolve("disk.qcow2"), "QFI");
    final TraceException words = TraceException.guest("QEMU ended: bad section");
    final Guest guest =
        GuestDigests.added(Guest.ofImage(image, "ready", OptionalInt.empty())).with("image", "/m");
    assertSame(words, RestoreFailure.explain(words, guest));
    Files.writeString(image, "QFX");
    final TraceException explained = RestoreFailure.explain(words, guest);
    assertEquals(ErrorCategory.ENVIRONMENT, explained.category());
    assertEquals(
        "the guest 'disk.qcow2' is damaged: "
            + image
            + " isn't as it was built (QEMU ended: bad section). 'memtracer guest remove"
            + " disk.qcow2' and then 'guest prepare /m' mend it",
        explained.getMessage());
    Files.delete(image);
    assertEquals(explained.getMessage(), RestoreFailure.explain(words, guest).getMessage());
  }
}
