package io.memtracer.host.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.report.json.JsonReport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a page is made of, without a browser. */
final class HtmlPageTest {

  private static final Pattern REPORT =
      Pattern.compile(
          "<script type=\"application/json\" id=\"report\">(.*?)</script>", Pattern.DOTALL);

  private static final Pattern INLINED =
      Pattern.compile("<(script|style)>(.*?)</(?:script|style)>", Pattern.DOTALL);

  private static final Pattern POLICY =
      Pattern.compile("http-equiv=\"Content-Security-Policy\" content=\"([^\"]*)\"");

  private final ObjectMapper mapper = new ObjectMapper();

  @Test
  void holdsTheJsonReport() throws IOException {
    for (final TraceReport report : List.of(Pages.everything(), Pages.hostile())) {
      final ByteArrayOutputStream json = new ByteArrayOutputStream();
      JsonReport.write(report, json);
      assertEquals(
          mapper.readTree(json.toByteArray()),
          mapper.readTree(only(REPORT, Pages.html(report)).group(1)));
    }
  }

  @Test
  void allowsItsOwnScriptsAndStylesAndNothingElse() throws Exception {
    final String html = Pages.html(Pages.everything());
    final List<String> scripts = new ArrayList<>();
    final List<String> styles = new ArrayList<>();
    final Matcher inlined = INLINED.matcher(html);
    while (inlined.find()) {
      (inlined.group(1).equals("script") ? scripts : styles).add(source(inlined.group(2)));
    }
    assertEquals(2, scripts.size());
    assertEquals(2, styles.size());
    assertEquals(
        "default-src 'none'; script-src "
            + String.join(" ", scripts)
            + "; style-src "
            + String.join(" ", styles)
            + "; base-uri 'none'; form-action 'none'",
        only(POLICY, html).group(1));
  }

  private static String source(final String text) throws NoSuchAlgorithmException {
    return "'sha256-"
        + Base64.getEncoder()
            .encodeToString(
                MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)))
        + "'";
  }

  @Test
  void takesWordsOfGuestsForTextOnly() throws IOException {
    final String html = Pages.html(Pages.hostile());
    assertFalse(html.contains("<img"));
    assertFalse(html.contains("owned'</script>"));
    assertEquals(3, occurrences("<script", html));
    assertEquals(3, occurrences("</script", html));
    assertFalse(only(REPORT, html).group(1).matches("(?s).*[<>&'].*"));
  }

  @Test
  void hasTheLicenceOfWhatDrawsItsPictures() throws IOException {
    final String html = Pages.html(Pages.everything());
    assertEquals(2, occurrences("The MIT License (MIT)\n\nCopyright (c) 2022 Leon Sorokin", html));
  }

  @Test
  void asksNobodyForAnything() throws IOException {
    final String html = Pages.html(Pages.everything());
    assertFalse(html.contains(" src="));
    assertFalse(html.contains("@import"));
    assertFalse(html.contains("url("));
    assertTrue(html.length() < 200_000, () -> "it has " + html.length() + " characters");
  }

  @Test
  void refusesWhatWouldEndAScript() {
    assertThrows(IllegalArgumentException.class, () -> new Inlined("'</Script>'"));
    assertThrows(IllegalArgumentException.class, () -> new Inlined("<!-- "));
  }

  private static Matcher only(final Pattern pattern, final String html) {
    final Matcher matcher = pattern.matcher(html);
    assertTrue(matcher.find(), pattern::toString);
    return matcher;
  }

  private static int occurrences(final String of, final String html) {
    return html.split(Pattern.quote(of), -1).length - 1;
  }
}
