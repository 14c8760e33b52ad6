package io.memtracer.host.serve;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Answers to requests, each with headers that give it to nobody else and keep nothing of it. */
final class Answer {

  static final int OK = 200;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int NOT_ALLOWED = 405;
  static final int BUSY = 503;

  private static final int LENGTH_UNKNOWN = 0;

  private Answer() {}

  /** A sentence. */
  static void text(final HttpExchange exchange, final int status, final String text)
      throws IOException {
    whole(
        exchange,
        status,
        "text/plain; charset=utf-8",
        (text + "\n").getBytes(StandardCharsets.UTF_8));
  }

  /** All that there is. */
  static void whole(
      final HttpExchange exchange, final int status, final String type, final byte[] bytes)
      throws IOException {
    headers(exchange.getResponseHeaders(), type);
    exchange.sendResponseHeaders(status, bytes.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(bytes);
    }
  }

  /** The beginning of what has no end yet. */
  static OutputStream endless(final HttpExchange exchange, final String type) throws IOException {
    headers(exchange.getResponseHeaders(), type);
    exchange.sendResponseHeaders(OK, LENGTH_UNKNOWN);
    return exchange.getResponseBody();
  }

  private static void headers(final Headers headers, final String type) {
    headers.set("Content-Type", type);
    headers.set("Cache-Control", "no-store");
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("X-Frame-Options", "DENY");
  }
}
