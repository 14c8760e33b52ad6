package io.memtracer.host.qemu.monitor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
final class QmpTest {

  private static final Duration LONG = Duration.ofSeconds(20);
  private static final Duration SHORT = Duration.ofMillis(50);
  private static final String OBITUARY = "it died of boredom";

  @TempDir Path temporary;

  @Test
  void executesCommandsWithArguments() throws Exception {
    final List<JsonNode> heard = new ArrayList<>();
    try (ScriptedQmp server =
            start(
                script -> {
                  script.say(ScriptedQmp.GREETING);
                  heard.add(script.hearAndConfirm());
                  final JsonNode command = script.hear();
                  heard.add(command);
                  script.say("{\"return\": {\"answer\": 42}, \"id\": " + command.get("id") + "}");
                });
        Qmp qmp = open(server)) {
      final JsonNode answer = qmp.execute("ask", Qmp.arguments().put("what", "a,b"), LONG);
      assertEquals(42, answer.get("answer").asInt());
      assertEquals("qmp_capabilities", heard.get(0).get("execute").asText());
      assertEquals("ask", heard.get(1).get("execute").asText());
      assertEquals("a,b", heard.get(1).get("arguments").get("what").asText());
    }
  }

  @Test
  void waitsForAStopAsLongAsThereIsProgress() throws Exception {
    final CountDownLatch askedOften = new CountDownLatch(4);
    final AtomicLong progress = new AtomicLong();
    try (ScriptedQmp server =
            start(
                script -> {
                  script.open();
                  final JsonNode stop = script.hear();
                  askedOften.await();
                  script.say("{\"return\": {}, \"id\": " + stop.get("id") + "}");
                });
        Qmp qmp = open(server)) {
      qmp.stop(
          () -> {
            askedOften.countDown();
            return progress.incrementAndGet();
          },
          SHORT);
    }
  }

  @Test
  void putsPiecesOfMessagesTogether() throws Exception {
    try (ScriptedQmp server =
            start(
                script -> {
                  for (final String piece : ScriptedQmp.GREETING.split("(?<=[:{])", -1)) {
                    script.say(piece);
                  }
                  script.hearAndConfirm();
                  final JsonNode id = script.hear().get("id");
                  script.say(
                      "{\"timestamp\": {}, \"event\": \"STOP\"}\r\n{\"return\": {\"status\": ");
                  script.say("\"paused\"}, \"id\": " + id + "}\r\n");
                });
        Qmp qmp = open(server)) {
      assertEquals("paused", qmp.queryStatus());
    }
  }

  @Test
  void tellsEventsThatComeBeforeAReply() throws Exception {
    final List<String> events = new ArrayList<>();
    try (ScriptedQmp server =
            start(
                script -> {
                  script.open();
                  final JsonNode id = script.hear().get("id");
                  script.say(
                      "{\"event\": \"STOP\"}{\"event\": \"SHUTDOWN\", \"data\": {\"a\": 1}}");
                  script.say("{\"return\": {}, \"id\": " + id + "}");
                });
        Qmp qmp = open(server)) {
      qmp.addListener((name, data) -> events.add(name + data.path("a").asInt(0)));
      qmp.stop();
      assertEquals(List.of("STOP0", "SHUTDOWN1"), events);
    }
  }

  /** What QEMU died of may be known only when somebody who waits for its last words goes on. */
  @Test
  void endsWhenAllWasHeardThoughNobodyKnowsYetWhy() throws Exception {
    final List<String> events = new ArrayList<>();
    final CompletableFuture<String> obituary = new CompletableFuture<>();
    try (ScriptedQmp server =
            start(
                script -> {
                  script.open();
                  script.hearAndConfirm();
                  script.say("{\"event\": \"SHUTDOWN\"}");
                });
        Qmp qmp = Qmp.open(server.client(), obituary::join, LONG)) {
      qmp.addListener((name, data) -> events.add(name));
      qmp.cont();
      qmp.awaitEnd(Duration.ofDays(1));
      assertEquals(List.of("SHUTDOWN"), events);
      obituary.complete(OBITUARY);
    }
  }

  @Test
  void givesRepliesToThoseWhoAsked() throws Exception {
    try (ScriptedQmp server =
            start(
                script -> {
                  script.open();
                  final JsonNode first = script.hear();
                  final JsonNode second = script.hear();
                  for (final JsonNode command : List.of(second, first)) {
                    script.say(
                        "{\"return\": "
                            + command.get("execute")
                            + ", \"id\": "
                            + command.get("id")
                            + "}");
                  }
                });
        Qmp qmp = open(server)) {
      final CompletableFuture<String> one = ask(qmp, "one");
      final CompletableFuture<String> two = ask(qmp, "two");
      assertEquals("one", one.get());
      assertEquals("two", two.get());
    }
  }

  @Test
  void quotesQemuWhenItRefuses() throws Exception {
    try (ScriptedQmp server =
            start(
                script -> {
                  script.open();
                  script.say(
                      "{\"error\": {\"class\": \"GenericError\", \"desc\": \"no room\"}, \"id\": "
                          + script.hear().get("id")
                          + "}");
                  script.hearAndConfirm();
                });
        Qmp qmp = open(server)) {
      final TraceException e = assertThrows(TraceException.class, qmp::stop);
      assertEquals("QEMU refused 'stop': no room (GenericError)", e.getMessage());
      assertEquals(ErrorCategory.GUEST, e.category());
      qmp.cont();
    }
  }

  @Test
  void takesTheTextOfAMonitorErrorForAnError() throws Exception {
    try (ScriptedQmp server =
            start(
                script -> {
                  script.open();
                  for (final String text :
                      List.of("", "No block device supports snapshots", "Error: bad", "v1\\r\\n")) {
                    script.say(
                        "{\"return\": \"" + text + "\", \"id\": " + script.hear().get("id") + "}");
                  }
                });
        Qmp qmp = open(server)) {
      qmp.saveSnapshot("ready");
      final TraceException unsupported =
          assertThrows(TraceException.class, () -> qmp.saveSnapshot("ready"));
      assertEquals(
          "QEMU refused 'savevm \"ready\"': No block device supports snapshots",
          unsupported.getMessage());
      assertThrows(TraceException.class, () -> qmp.hmp("info nothing", LONG));
      assertEquals("v1", qmp.hmp("info version", LONG));
    }
  }

  @Test
  void failsWhatIsPendingWhenTheConnectionIsLostInAMessage() throws Exception {
    try (ScriptedQmp server =
            start(
                script -> {
                  script.open();
                  script.hear();
                  script.say("{\"return\": {\"stat");
                });
        Qmp qmp = open(server)) {
      final TraceException e = assertThrows(TraceException.class, qmp::queryStatus);
      assertEquals("QEMU did not execute 'query-status': " + OBITUARY, e.getMessage());
      final TraceException later = assertThrows(TraceException.class, qmp::stop);
      assertEquals("can't execute 'stop' in QEMU: " + OBITUARY, later.getMessage());
    }
  }

  @Test
  void failsWhatIsPendingOnGarbage() throws Exception {
    try (ScriptedQmp server =
            start(
                script -> {
                  script.open();
                  script.hear();
                  script.say("Segmentation fault\r\n");
                });
        Qmp qmp = open(server)) {
      final TraceException e = assertThrows(TraceException.class, qmp::stop);
      assertTrue(e.getMessage().contains("what QEMU said isn't JSON"), e.getMessage());
    }
  }

  @Test
  void failsOnAMessageThatIsNothing() throws Exception {
    try (ScriptedQmp server =
            start(
                script -> {
                  script.open();
                  script.hear();
                  script.say("[1, 2]\r\n");
                });
        Qmp qmp = open(server)) {
      final TraceException e = assertThrows(TraceException.class, qmp::stop);
      assertTrue(e.getMessage().contains("neither greeting, event nor reply"), e.getMessage());
    }
  }

  @Test
  void failsIfNobodyGreets() throws Exception {
    final CountDownLatch given = new CountDownLatch(1);
    try (ScriptedQmp server = start(script -> given.await())) {
      final TraceException e =
          assertThrows(
              TraceException.class, () -> Qmp.open(server.client(), () -> OBITUARY, SHORT));
      assertEquals("QEMU did not greet us within 0.05 s", e.getMessage());
      assertFalse(server.client().isOpen());
      given.countDown();
    }
  }

  @Test
  void failsIfTheConnectionIsLostBeforeTheGreeting() throws Exception {
    try (ScriptedQmp server = start(script -> {})) {
      final TraceException e =
          assertThrows(TraceException.class, () -> Qmp.open(server.client(), () -> OBITUARY, LONG));
      assertEquals("QEMU did not greet us: " + OBITUARY, e.getMessage());
    }
  }

  @Test
  void ignoresAReplyThatComesTooLate() throws Exception {
    final CountDownLatch given = new CountDownLatch(1);
    try (ScriptedQmp server =
            start(
                script -> {
                  script.open();
                  final JsonNode late = script.hear().get("id");
                  given.await();
                  script.say("{\"return\": {}, \"id\": " + late + "}");
                  script.hearAndConfirm();
                });
        Qmp qmp = open(server)) {
      final TraceException e =
          assertThrows(TraceException.class, () -> qmp.execute("slow", Qmp.arguments(), SHORT));
      assertEquals("QEMU did not execute 'slow' within 0.05 s", e.getMessage());
      given.countDown();
      qmp.stop();
    }
  }

  @Test
  void failsWhatIsPendingWhenClosed() throws Exception {
    final CountDownLatch heard = new CountDownLatch(1);
    final CountDownLatch closed = new CountDownLatch(1);
    try (ScriptedQmp server =
        start(
            script -> {
              script.open();
              script.hear();
              heard.countDown();
              closed.await();
            })) {
      final Qmp qmp = open(server);
      final CompletableFuture<String> pending = ask(qmp, "forever");
      heard.await();
      qmp.close();
      qmp.close();
      final ExecutionException e =
          assertThrows(ExecutionException.class, () -> pending.get(10, TimeUnit.SECONDS));
      assertEquals(
          "QEMU did not execute 'forever': the connection was closed", e.getCause().getMessage());
      closed.countDown();
    }
  }

  @Test
  void stopsWaitingWhenInterrupted() throws Exception {
    final CountDownLatch given = new CountDownLatch(1);
    try (ScriptedQmp server =
            start(
                script -> {
                  script.open();
                  given.await();
                });
        Qmp qmp = open(server)) {
      Thread.currentThread().interrupt();
      final TraceException e = assertThrows(TraceException.class, qmp::stop);
      assertTrue(Thread.interrupted());
      assertEquals("interrupted while QEMU was to execute 'stop'", e.getMessage());
      given.countDown();
    }
  }

  private static CompletableFuture<String> ask(final Qmp qmp, final String command) {
    return CompletableFuture.supplyAsync(
        () -> qmp.execute(command, Qmp.arguments(), LONG).asText(),
        task -> new Thread(task).start());
  }

  private ScriptedQmp start(final ScriptedQmp.Script script) throws Exception {
    return ScriptedQmp.start(temporary.resolve("qmp.sock"), script);
  }

  private static Qmp open(final ScriptedQmp server) {
    return Qmp.open(server.client(), () -> OBITUARY, LONG);
  }
}
