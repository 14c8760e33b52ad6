package io.memtracer.host.serve;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Listens to a live page as a browser does. */
public final class Hearing implements AutoCloseable {

  /**
   * Something that was told.
   *
   * @param kind report or end
   * @param json what
   */
  public record Event(String kind, String json) {}

  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;

  /** Begins to listen. */
  public Hearing(final URI page) throws IOException, InterruptedException {
    response =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(page.resolve("events")).build(),
                HttpResponse.BodyHandlers.ofInputStream());
    lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.US_ASCII));
  }

  int status() {
    return response.statusCode();
  }

  /** The next event; empty if no more come. */
  public Optional<Event> next() throws IOException {
    String kind = "";
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("event: ")) {
        kind = line.substring("event: ".length());
      } else if (line.startsWith("data: ")) {
        return Optional.of(new Event(kind, line.substring("data: ".length())));
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }

  /** All that is answered to a request, head and body, that says itself whom it is for. */
  public static String ask(
      final URI page, final String method, final String path, final String host)
      throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), page.getPort())) {
      final String request =
          "%s %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n".formatted(method, path, host);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().flush();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
