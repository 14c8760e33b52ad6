package io.memtracer.host.serve;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.memtracer.host.report.InterimReport;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.report.html.HtmlPage;
import io.memtracer.host.report.json.JsonReport;
import io.memtracer.host.status.TraceException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Serves the page of a run to browsers on this machine, and sends them each report as it comes. Who
 * calls {@link #show} never waits for a browser. Of the reports, one is kept.
 *
 * <p>In order: {@link #start}, {@link #show} any number of times, {@link #end} once there is the
 * last report, {@link #close} always; by any thread.
 */
public final class LivePage implements AutoCloseable {

  private static final byte[] LOOPBACK = {127, 0, 0, 1};
  private static final String EVENTS = "events";
  private static final byte[] NOTHING_YET = "null".getBytes(StandardCharsets.US_ASCII);

  /** For those who listen, and as many who ask for something else. */
  private static final int THREADS = 2 * EventStream.MOST;

  /** How long browsers have to take the last report. */
  private static final long LAST_NANOS = TimeUnit.SECONDS.toNanos(2);

  /** How long a request may take to arrive, in seconds; there is no other way to say it. */
  private static final String REQUEST_LIMIT = "sun.net.httpserver.maxReqTime";

  private static final String CONNECTIONS_LIMIT = "jdk.httpserver.maxConnections";

  private final HttpServer server;
  private final ExecutorService threads;
  private final Visitor visitor;
  private final Newest newest = new Newest();
  private final EventStream events = new EventStream(newest);

  private LivePage(final HttpServer server) {
    this.server = server;
    visitor = new Visitor(server.getAddress().getPort());
    threads =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              final Thread thread = new Thread(task, "live-page");
              thread.setDaemon(true);
              return thread;
            });
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  /**
   * Serves a page that has nothing to show yet.
   *
   * @param port where, on the loopback interface; 0 for any that is free
   * @throws TraceException user error if that isn't free
   */
  public static LivePage start(final int port) {
    System.setProperty(REQUEST_LIMIT, System.getProperty(REQUEST_LIMIT, "5"));
    System.setProperty(CONNECTIONS_LIMIT, System.getProperty(CONNECTIONS_LIMIT, "64"));
    try {
      final InetAddress loopback = InetAddress.getByAddress(LOOPBACK);
      return new LivePage(HttpServer.create(new InetSocketAddress(loopback, port), 0));
    } catch (IOException e) {
      throw TraceException.user(
          "can't serve a page at 127.0.0.1:%d: %s".formatted(port, e.getMessage()));
    }
  }

  /** Where it is. Whoever knows it can see the page. */
  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + visitor.token() + "/";
  }

  /** Whether anybody looks. */
  public boolean isWatched() {
    return events.listening() > 0;
  }

  /** Shows what is known so far. */
  public void show(final InterimReport report) {
    newest.say(bytes(out -> JsonReport.writeLine(report, out)), false);
  }

  /** Shows the last report, and waits a little until those who look have got it. */
  public void end(final TraceReport report) {
    newest.say(bytes(out -> JsonReport.writeLine(report, out)), true);
    try {
      events.awaitNobody(LAST_NANOS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Writes something to memory. */
  private interface Content {
    void write(ByteArrayOutputStream out) throws IOException;
  }

  private static ByteArrayOutputStream bytes(final Content content) {
    final ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      content.write(out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out;
  }

  private void answer(final HttpExchange exchange) throws IOException {
    try (exchange) {
      if (!visitor.asksForUs(exchange.getRequestHeaders())) {
        Answer.text(exchange, Answer.FORBIDDEN, "nobody is called so here");
        return;
      }
      final String below =
          Optional.ofNullable(exchange.getRequestURI().getRawPath())
              .flatMap(visitor::below)
              .orElse(null);
      if (below == null || !(below.isEmpty() || below.equals(EVENTS))) {
        Answer.text(exchange, Answer.NOT_FOUND, "there is nothing here");
      } else if (!exchange.getRequestMethod().equals("GET")) {
        Answer.text(exchange, Answer.NOT_ALLOWED, "this can only be looked at");
      } else if (below.equals(EVENTS)) {
        events.serve(exchange);
      } else {
        page(exchange);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void page(final HttpExchange exchange) throws IOException {
    final byte[] json =
        newest.now().map(message -> message.json().toByteArray()).orElse(NOTHING_YET);
    Answer.whole(
        exchange,
        Answer.OK,
        "text/html; charset=utf-8",
        bytes(out -> HtmlPage.writeLive(json, out)).toByteArray());
  }

  /** Serves nothing any more. Any number of times. */
  @Override
  public void close() {
    newest.close();
    threads.shutdownNow();
    server.stop(0);
  }
}
