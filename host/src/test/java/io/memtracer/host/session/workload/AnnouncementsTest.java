package io.memtracer.host.session.workload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.status.WorkloadExit;
import io.memtracer.host.status.WorkloadExit.How;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Finds what workloads say in whatever else they print, and isn't impressed by anything. */
final class AnnouncementsTest {

  private static final String ALL =
      "hello -----begin workload info-----\n 0x1000\t two\r\n-----end workload info----- and\n"
          + "so: Ready to trace. Press enter to continue";

  private final Announcements said = new Announcements();
  private final CompletableFuture<WorkloadExit> exit = new CompletableFuture<>();

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 7, 64, 1000})
  void findsMarkersInPiecesOfAnySizeBesideOtherText(final int pieceBytes) {
    final byte[] bytes = ALL.getBytes(StandardCharsets.UTF_8);
    for (int at = 0; at < bytes.length; at += pieceBytes) {
      said.accept(ByteBuffer.wrap(bytes, at, Math.min(pieceBytes, bytes.length - at)));
    }
    assertEquals("0x1000\t two", ready());
    assertEquals(List.of("0x1000", "two"), WorkloadInfo.pieces(ready()));
  }

  @Test
  void findsAMarkerAfterItsOwnBeginning() {
    say("----------begin workload info-----x------end workload info-----");
    say("Ready to Ready to trace. Press enter to continue");
    assertEquals("x-", ready());
  }

  @Test
  void doesWithoutInfo() {
    say("-----begin workload info----------end workload info-----" + Announcements.READY);
    assertEquals("", ready());
    assertEquals(List.of(), WorkloadInfo.pieces(""));
  }

  @Test
  void takesAWorkloadThatOnlySaysThatItIsReady() {
    say(Announcements.READY);
    assertEquals("", ready());
  }

  @Test
  void takesMarkersInTheirTurnOnly() {
    say("Stop tracing -----end workload info-----");
    say("-----begin workload info-----Ready to trace. Press enter to continue Stop tracing");
    say("-----end workload info-----Stop tracing");
    final AtomicBoolean stopped = new AtomicBoolean();
    said.onStop(() -> stopped.set(true));
    say(Announcements.READY);
    assertEquals("Ready to trace. Press enter to continue Stop tracing", ready());
    assertFalse(stopped.get());
    say("x Stop tra");
    assertFalse(stopped.get());
    say("cing\n");
    assertTrue(stopped.get());
  }

  @Test
  void takesShellCodeForText() {
    say("-----begin workload info-----$(reboot) `x` ;|& \"a b\" *-----end workload info-----");
    say(Announcements.READY);
    assertEquals(
        List.of("$(reboot)", "`x`", ";|&", "\"a", "b\"", "*"), WorkloadInfo.pieces(ready()));
  }

  @Test
  void refusesInfoThatIsNoText() {
    say("-----begin workload info-----ab\0c-----end workload info-----" + Announcements.READY);
    assertEquals("the workload's info must be text, but its byte 2 is 0x00", refusal());
  }

  @Test
  void refusesInfoThatIsNotUtf8() {
    say("-----begin workload info-----");
    said.accept(ByteBuffer.wrap(new byte[] {'a', (byte) 0xc3, '('}));
    say("-----end workload info-----");
    assertEquals("the workload's info must be text in UTF-8, but its 3 bytes aren't", refusal());
  }

  @Test
  void takesInfoUpToItsLimitAndRefusesMore() {
    final byte[] most = new byte[Announcements.MAX_INFO_BYTES];
    Arrays.fill(most, (byte) 'i');
    say("-----begin workload info-----");
    said.accept(ByteBuffer.wrap(most));
    say("-----end workload info-----" + Announcements.READY);
    assertEquals(most.length, ready().length());
  }

  @Test
  void refusesInfoThatNeverEnds() {
    say("-----begin workload info-----");
    for (int i = 0; i < 200; i++) {
      said.accept(ByteBuffer.wrap(new byte[10_000]));
    }
    assertEquals(
        "the workload's info may be 1000000 bytes, but 1000028 came after"
            + " '-----begin workload info-----' without '-----end workload info-----'",
        refusal());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "|-----begin workload info-----",
        "-----begin workload info-----x|-----end workload info-----",
        "-----begin workload info----------end workload info-----|"
            + "Ready to trace. Press enter to continue"
      })
  void saysForWhatItWaitedInVain(final String saidAndMissing) {
    final int bar = saidAndMissing.indexOf('|');
    say(saidAndMissing.substring(0, bar));
    final String missing = saidAndMissing.substring(bar + 1);
    final TraceException late =
        assertThrows(TraceException.class, () -> said.awaitReady(exit, Duration.ofMillis(1)));
    assertEquals("the workload did not print '" + missing + "' within 0.0 s", late.getMessage());
    exit.complete(new WorkloadExit(How.EXITED, 3));
    assertEquals(
        "the workload ended with status 3 before it printed '"
            + missing
            + "': an unwrapped workload must",
        refusal());
  }

  @Test
  void saysThatTheGuestIsGone() {
    exit.completeExceptionally(TraceException.guest("gone"));
    final TraceException gone =
        assertThrows(TraceException.class, () -> said.awaitReady(exit, Duration.ofMinutes(1)));
    assertEquals("gone", gone.getMessage());
  }

  private void say(final String text) {
    said.accept(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private String ready() {
    return said.awaitReady(exit, Duration.ofMinutes(1));
  }

  private String refusal() {
    final TraceException refusal =
        assertThrows(TraceException.class, () -> said.awaitReady(exit, Duration.ofMinutes(1)));
    assertEquals(ErrorCategory.USER, refusal.category());
    return refusal.getMessage();
  }
}
