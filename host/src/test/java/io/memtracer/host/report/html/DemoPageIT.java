package io.memtracer.host.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.cli.TestProgram;
import io.memtracer.testkit.Golden;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The page of the demo, from a real guest, in a real browser. */
@Timeout(180)
final class DemoPageIT {

  private static final int FEWEST_FINDINGS = 3;
  private static final int MOST_FINDINGS = 6;
  private static final long MOST_BYTES = 2_000_000;

  @TempDir Path temporary;

  @Test
  void leadsWithSentencesAndHasAllPictures() throws Exception {
    final Path page = temporary.resolve("demo.html");
    runDemo(page);
    assertTrue(Files.size(page) < MOST_BYTES, () -> page.toFile().length() + " bytes");
    try (Browser browser = new Browser(temporary)) {
      browser.open(page);
      final int findings = browser.all("#answer .findings li").size();
      assertTrue(
          findings >= FEWEST_FINDINGS && findings <= MOST_FINDINGS, () -> findings + " findings");
      Golden.assertMatches(DemoPageIT.class, "demo.page.txt", structure(browser.outline()));
      assertEquals(List.of(), browser.complaints());
    }
  }

  private void runDemo(final Path page) throws Exception {
    final TestProgram home = TestProgram.in(temporary);
    final Process demo =
        home.builder(home.line(List.of(), List.of("demo", "--quiet", "--html", page.toString())))
            .redirectInput(new File("/dev/null"))
            .start();
    final String told = new String(demo.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, demo.waitFor(), told);
  }

  /** What is the same on every machine: no figures, and of sentences who says them. */
  private static String structure(final String outline) {
    return outline
        .lines()
        .filter(line -> !line.startsWith("facts: "))
        .map(DemoPageIT::masked)
        .collect(Collectors.joining("\n", "", "\n"));
  }

  private static String masked(final String line) {
    return line.replaceAll("^h1: .*/", "h1: ")
        .replaceAll("^p: (Note|Hint|Warning) .*", "p: $1")
        .replaceAll("^li: (Note|Hint|Warning) .* ([a-z-]+)$", "li: $1 of $2")
        .replaceAll("0x[0-9a-f]+", "0x#")
        .replaceAll("(?<!^h)[<>]?[0-9][0-9,.]*( ?%| [KMG]iB| bytes)?", "#");
  }
}
