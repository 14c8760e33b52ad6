package io.memtracer.host.report.html;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Locale;

/**
 * A script or a style sheet within the page.
 *
 * @param text as it stands between its tags
 */
record Inlined(String text) {

  Inlined {
    // What ends a script, or begins a comment that its end would be in.
    final String small = text.toLowerCase(Locale.ROOT);
    if (small.contains("</script") || small.contains("</style") || small.contains("<!--")) {
      throw new IllegalArgumentException("it can't stand in a page as it is: " + text);
    }
  }

  /** How a page's policy names it, and so nothing else: {@code 'sha256-...'}. */
  String source() {
    try {
      final byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
