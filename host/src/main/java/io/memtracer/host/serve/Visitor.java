package io.memtracer.host.serve;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Who may see a page: who was told the address that has the token in it, and asks for this machine
 * by its name. What other pages in a browser can send here, also under a name of theirs that they
 * have made to mean this machine, is refused.
 */
final class Visitor {

  private static final int TOKEN_BYTES = 24;

  private final byte[] token;
  private final List<String> hosts;

  /** With a token that nobody can guess. */
  Visitor(final int port) {
    final byte[] random = new byte[TOKEN_BYTES];
    new SecureRandom().nextBytes(random);
    token = Base64.getUrlEncoder().withoutPadding().encode(random);
    hosts = List.of("127.0.0.1:" + port, "localhost:" + port);
  }

  String token() {
    return new String(token, StandardCharsets.US_ASCII);
  }

  /** Whether a request is to this machine, by the one name that a browser was given for it. */
  boolean asksForUs(final Headers headers) {
    final List<String> asked = headers.getOrDefault("Host", List.of());
    return asked.size() == 1 && hosts.contains(asked.get(0));
  }

  /** What a path is below the token; empty if that isn't in it. It takes as long either way. */
  Optional<String> below(final String path) {
    final int end = path.indexOf('/', 1);
    final String first = path.substring(Math.min(1, path.length()), end < 0 ? path.length() : end);
    final boolean knows = MessageDigest.isEqual(first.getBytes(StandardCharsets.UTF_8), token);
    return knows && end > 0 ? Optional.of(path.substring(end + 1)) : Optional.empty();
  }
}
