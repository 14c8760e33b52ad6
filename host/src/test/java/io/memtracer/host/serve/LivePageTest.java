package io.memtracer.host.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.memtracer.host.Waiting;
import io.memtracer.host.report.InterimReport;
import io.memtracer.host.report.Reports;
import io.memtracer.host.report.SampleResults;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.report.json.JsonReport;
import io.memtracer.host.serve.Hearing.Event;
import io.memtracer.host.status.TraceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who sees a page, what it is told, and whom it keeps waiting: nobody. */
@Timeout(60)
final class LivePageTest {

  private static final TraceReport REPORT =
      Reports.report().analyzers(Reports.outcome("a", SampleResults.everyKind())).build();

  private static final InterimReport INTERIM = new InterimReport(REPORT, Set.of("export"));

  private final ObjectMapper mapper = new ObjectMapper();
  private final LivePage page = LivePage.start(0);
  private final URI address = URI.create(page.address());

  @AfterEach
  void close() {
    page.close();
  }

  private String own() {
    return "127.0.0.1:" + address.getPort();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, own, OWN, 200",
    "GET, localhost, OWN, 200",
    "GET, own, OWNx, 404",
    "GET, own, OWNevents/, 404",
    "GET, own, /, 404",
    "GET, own, /AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/, 404",
    "GET, own, /AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA/events, 404",
    "GET, evil.example, OWN, 403",
    "GET, evil.example:80, OWNevents, 403",
    "GET, 127.0.0.1, OWN, 403",
    "POST, own, OWN, 405",
    "OPTIONS, own, OWNevents, 405",
  })
  void isForThoseWhoKnowItsAddress(
      final String method, final String host, final String path, final int status)
      throws IOException {
    final String answer =
        Hearing.ask(
            address,
            method,
            path.replace("OWN", address.getPath()),
            host.equals("own") || host.equals("localhost")
                ? own().replace("127.0.0.1", host.equals("own") ? "127.0.0.1" : host)
                : host);
    assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
    final String lower = answer.toLowerCase(Locale.ROOT);
    assertFalse(lower.contains("access-control"), answer);
    assertTrue(lower.contains("cache-control: no-store"), answer);
    assertTrue(lower.contains("x-content-type-options: nosniff"), answer);
    assertEquals(status == 200, lower.contains("<!doctype html>"), answer);
  }

  @Test
  void isAnotherEachTime() {
    try (LivePage other = LivePage.start(0)) {
      assertFalse(other.address().endsWith(address.getPath()), other.address());
      assertTrue(address.getPath().matches("/[A-Za-z0-9_-]{32}/"), address::getPath);
    }
  }

  @Test
  void refusesAPortThatIsTaken() {
    final TraceException e =
        assertThrows(TraceException.class, () -> LivePage.start(address.getPort()).close());
    assertEquals("can't serve a page at " + own() + ": Address already in use", e.getMessage());
  }

  @Test
  void holdsWhatIsKnownAndMayAskForMore() throws IOException {
    assertTrue(ask().contains(">null</script>"));
    page.show(INTERIM);
    final String shown = ask();
    assertTrue(shown.contains("\"running\":true,\"atEndOnly\":[\"export\"],\"schema\""), shown);
    assertTrue(shown.contains("; connect-src 'self'\">"), shown);
  }

  private String ask() throws IOException {
    return Hearing.ask(address, "GET", address.getPath(), own());
  }

  @Test
  void tellsEachReportAndTheLast() throws Exception {
    try (Hearing hearing = new Hearing(address)) {
      Waiting.until(page::isWatched);
      page.show(INTERIM);
      final Event first = hearing.next().orElseThrow();
      assertEquals("report", first.kind());
      assertTrue(mapper.readTree(first.json()).get("running").booleanValue());
      final Thread end = new Thread(() -> page.end(REPORT));
      end.start();
      final Event last = hearing.next().orElseThrow();
      assertEquals("end", last.kind());
      assertEquals(json(REPORT), mapper.readTree(last.json()));
      assertEquals(Optional.empty(), hearing.next());
      end.join();
      Waiting.until(() -> !page.isWatched());
      page.show(INTERIM);
      assertFalse(ask().contains("\"running\""));
    }
  }

  private JsonNode json(final TraceReport report) throws IOException {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    JsonReport.write(report, out);
    return mapper.readTree(out.toByteArray());
  }

  /** It doesn't read: what it was not told is gone, and whoever shows it doesn't notice. */
  @Test
  void waitsForNobodyWhoIsSlow() throws Exception {
    try (Socket slow = new Socket(InetAddress.getLoopbackAddress(), address.getPort())) {
      slow.getOutputStream()
          .write(
              "GET %sevents HTTP/1.1\r\nHost: %s\r\n\r\n"
                  .formatted(address.getPath(), own())
                  .getBytes(StandardCharsets.US_ASCII));
      Waiting.until(page::isWatched);
      for (int i = 0; i < 2_000; i++) {
        page.show(INTERIM);
      }
      try (Hearing hearing = new Hearing(address)) {
        assertEquals("report", hearing.next().orElseThrow().kind());
      }
    }
    page.close();
    Waiting.until(() -> !page.isWatched());
  }

  @Test
  void isForAFewAtATime() throws Exception {
    final List<Hearing> all = new ArrayList<>();
    for (int i = 0; i < EventStream.MOST; i++) {
      all.add(new Hearing(address));
      assertEquals(200, all.get(i).status());
    }
    try (Hearing more = new Hearing(address)) {
      assertEquals(503, more.status());
    }
    assertTrue(ask().contains("<!DOCTYPE html>"));
    for (final Hearing one : all) {
      one.close();
    }
  }
}
