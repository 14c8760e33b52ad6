package io.memtracer.host.session;

import static io.memtracer.host.session.Reports.assertNothingLost;
import static io.memtracer.host.session.Reports.outcome;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.posix.Posix;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit.How;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All records go to a FIFO of the user's, and to a reader that is no concern of ours. */
@Timeout(60)
final class ReaderIT {

  @TempDir private Path directory;

  private Path fifo;

  @BeforeEach
  void makeFifo() {
    // As awkward as paths get on QEMU's command line.
    fifo = directory.resolve("a, b=c");
    Posix.mkfifo(fifo);
  }

  @Test
  void theReaderGetsWhatQemuWroteAndThenTheEndOfFile() {
    final CompletableFuture<Long> bytes = CompletableFuture.supplyAsync(() -> read(Long.MAX_VALUE));
    final TraceReport report = Runs.inGuest("/bin/ls", "/").fifo(fifo).run();
    assertEquals(report.counters().written() * 16, bytes.join());
    assertTrue(report.counters().written() > 10_000);
    assertEquals("reader", report.origin().facts().get("transport"));
    assertNothingLost(report);
    assertTrue(Files.exists(fifo), "the user's FIFO was removed");
  }

  @Test
  void saysThatTheReaderIsGone() {
    final CompletableFuture<Long> bytes = CompletableFuture.supplyAsync(() -> read(100_000));
    final TraceReport report =
        Runs.inGuest("/bin/sh", "-c", "while :; do :; done").fifo(fifo).run();
    assertEquals(100_000, bytes.join());
    assertEquals(How.NO_LISTENERS, report.exit().how());
    assertEquals(Optional.empty(), report.incomplete());
    final String why = outcome(report, "fifo").failure().orElseThrow().cause().getMessage();
    assertEquals("the reader of " + fifo + " closed it before the end of the trace", why);
  }

  @Test
  void refusesWhatIsNoFifo() throws IOException {
    final Path file = Files.createFile(directory.resolve("file"));
    final TraceException refused =
        assertThrows(TraceException.class, () -> Runs.inGuest("/bin/true").fifo(file).run());
    assertEquals(ErrorCategory.USER, refused.category());
    assertEquals(
        "the records' reader must have a FIFO, but " + file + " isn't one", refused.getMessage());
  }

  private long read(final long most) {
    try (InputStream stream = Files.newInputStream(fifo)) {
      final byte[] bytes = new byte[1 << 16];
      long total = 0;
      int count = 0;
      while (count >= 0 && total < most) {
        count = stream.read(bytes, 0, (int) Math.min(bytes.length, most - total));
        total += Math.max(0, count);
      }
      return total;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
