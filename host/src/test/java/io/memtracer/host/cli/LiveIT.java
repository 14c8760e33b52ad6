package io.memtracer.host.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memtracer.host.posix.Posix;
import io.memtracer.host.serve.Hearing;
import io.memtracer.host.serve.Hearing.Event;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ConnectException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A run of a real guest that is watched meanwhile. */
@Timeout(60)
final class LiveIT {

  private static final String WATCH = "memtracer: watch it at ";

  @TempDir Path temporary;
  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void showsWhatIsFoundWhileTheGuestRunsAndTheReportInTheEnd() throws Exception {
    final Path json = temporary.resolve("report.json");
    final TestProgram home = TestProgram.in(temporary);
    final Process program =
        home.builder(home.line(List.of(), arguments(json)))
            .redirectInput(new File("/dev/null"))
            .start();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(program.getInputStream(), StandardCharsets.UTF_8))) {
      final URI page = URI.create(hear(lines, WATCH).substring(WATCH.length()));
      requireSecret(page);
      try (Hearing hearing = new Hearing(page)) {
        final JsonNode first = next(hearing, 0);
        final JsonNode second = next(hearing, delivered(first));
        assertEquals("working-set", second.get("analyzers").get(1).get("label").textValue());
        assertEquals("[\"export\"]", second.get("atEndOnly").toString());
        assertTrue(second.get("tasks").get("whyNot").isNull(), "tasks are told apart");
        Posix.kill(program.pid(), Posix.SIGINT);
        assertEquals(mapper.readTree(last(hearing).json()), reported(program, lines, json));
      }
      assertEquals(130, program.waitFor());
      assertThrows(ConnectException.class, () -> Hearing.ask(page, "GET", page.getPath(), "x"));
    } finally {
      program.descendants().forEach(ProcessHandle::destroyForcibly);
      program.destroyForcibly();
    }
  }

  private List<String> arguments(final Path json) {
    return List.of(
        "trace",
        "--live",
        "--json",
        json.toString(),
        "--analyzer",
        "cache",
        "--analyzer",
        "working-set",
        "--analyzer",
        "export:file=" + temporary.resolve("exported") + ",last-address=0",
        "--in-guest",
        "--",
        "/bin/sh",
        "-c",
        "while :; do :; done");
  }

  private static void requireSecret(final URI page) throws IOException {
    final String host = "127.0.0.1:" + page.getPort();
    final String guessed = page.getPath().substring(0, 10) + "/events";
    assertTrue(Hearing.ask(page, "GET", guessed, host).startsWith("HTTP/1.1 404 "));
    assertTrue(
        Hearing.ask(page, "GET", page.getPath(), "rebound.example").startsWith("HTTP/1.1 403 "));
  }

  /** One in which an analyzer has found something in more records than that. */
  private JsonNode next(final Hearing hearing, final long records) throws IOException {
    while (true) {
      final Event event = hearing.next().orElseThrow();
      assertEquals("report", event.kind());
      final JsonNode report = mapper.readTree(event.json());
      assertTrue(report.get("running").booleanValue());
      if (delivered(report) > records) {
        assertTrue(report.get("analyzers").get(0).get("sections").size() > 0);
        return report;
      }
    }
  }

  private static long delivered(final JsonNode report) {
    return report.get("analyzers").get(0).get("delivered").longValue();
  }

  private static Event last(final Hearing hearing) throws IOException {
    Event event = hearing.next().orElseThrow();
    while (!event.kind().equals("end")) {
      event = hearing.next().orElseThrow();
    }
    return event;
  }

  private JsonNode reported(final Process program, final BufferedReader lines, final Path json)
      throws IOException, InterruptedException {
    hear(lines, "memtracer: its page is served no more");
    program.waitFor();
    final JsonNode report = mapper.readTree(json.toFile());
    assertFalse(report.has("running"));
    return report;
  }

  private static String hear(final BufferedReader lines, final String beginning)
      throws IOException {
    final StringBuilder heard = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith(beginning)) {
        return line;
      }
      heard.append(line).append('\n');
    }
    throw new AssertionError("never said '" + beginning + "', but: " + heard);
  }
}
