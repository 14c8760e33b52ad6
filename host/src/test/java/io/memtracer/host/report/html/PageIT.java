package io.memtracer.host.report.html;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.Waiting;
import io.memtracer.host.report.InterimReport;
import io.memtracer.host.report.Reports;
import io.memtracer.host.report.SampleResults;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.serve.LivePage;
import io.memtracer.testkit.Golden;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;

/** Pages in a real browser. */
@Timeout(60)
final class PageIT {

  /** How many different pixels each picture has; one colour would be an empty one. */
  private static final String COLOURS =
      """
      return [...document.querySelectorAll('.picture canvas')].map(canvas => {
        const data = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        return new Set(new Uint32Array(data.buffer)).size;
      });
      """;

  private static final String DIFFERENCE =
      """
      {"schema":"memtracer-difference","before":["./a","./a"],"after":["./b"],"same":3,"oneSided":0,
       "knowsSpread":false,"changed":[{"path":"a/s/misses","unit":"count","change":"+101.0 %",
       "before":{"median":1000,"low":990,"high":1010},"after":{"median":2010,"low":2000,"high":2020},
       "weight":0.698}]}
      """;

  @TempDir private static Path directory;
  private static Browser browser;

  @BeforeAll
  static void startBrowser() {
    browser = new Browser(directory);
  }

  @AfterAll
  static void stopBrowser() {
    browser.close();
  }

  /** Whom a page may ask. */
  private List<String> allowed = List.of("file:///");

  /** Whatever a test does, nothing goes wrong in the page and nobody is asked for anything. */
  @AfterEach
  void isQuiet() {
    assertEquals(List.of(), browser.complaints());
    final List<String> requests = browser.requests();
    assertEquals(allowed.size(), requests.size(), requests::toString);
    for (int i = 0; i < allowed.size(); i++) {
      assertTrue(requests.get(i).startsWith(allowed.get(i)), requests::toString);
    }
  }

  @Test
  void drawsARunAnewWhileItGoesOn() {
    try (LivePage page = LivePage.start(0)) {
      browser.open(page.address());
      allowed = List.of(page.address(), page.address() + "events");
      assertEquals("memtracer", browser.one("h1").getText());
      Waiting.until(page::isWatched);
      page.show(new InterimReport(Pages.everything(), Set.of("export")));
      browser.await("return document.querySelector('.badge')?.textContent === 'running'");
      browser.one(".pause").click();
      page.show(new InterimReport(Pages.hostile(), Set.of()));
      page.end(Pages.everything());
      browser.await("return document.getElementById('live').textContent === 'The run has ended.'");
      assertEquals("running", browser.one(".badge").getText());
      browser.one(".pause").click();
      browser.await("return document.querySelector('.badge').textContent !== 'running'");
      assertEquals("The run has ended: this is its report.", browser.one("#live").getText());
      assertEquals(List.of(), browser.all(".pause"));
    }
  }

  private static void show(final TraceReport report) throws IOException {
    final Path page = directory.resolve("a page.html");
    Files.writeString(page, Pages.html(report));
    browser.open(page);
  }

  @Test
  void hasAllOfAReport() throws IOException {
    show(Pages.everything());
    assertEquals("sort 100000 · memtracer", browser.title());
    Golden.assertMatches(PageIT.class, "every-kind.page.txt", browser.outline());
  }

  @Test
  void drawsItsPictures() throws IOException {
    show(Pages.everything());
    for (final String theme : List.of("light", "dark", "light")) {
      final List<?> colours = (List<?>) browser.run(COLOURS);
      assertTrue(colours.size() >= 8, colours::toString);
      assertTrue(colours.stream().allMatch(count -> ((Long) count) > 8), colours::toString);
      assertEquals(theme, browser.run("return document.documentElement.dataset.theme"));
      browser.one(".theme").click();
    }
  }

  @Test
  void namesDataAsTheTextReportDoes() throws IOException {
    show(
        Reports.report()
            .analyzers(Reports.outcome("a", SampleResults.buffers()))
            .dataNames(SampleResults.dataNames())
            .build());
    assertEquals(
        List.of(
            "table+0x40 one",
            "[heap], then words.txt+0x1000, then known+0x8 libplain.so, then [anonymous],"
                + " then 2 more",
            "[kernel direct map]"),
        column("#a\\.a\\.hot td .name"));
  }

  @Test
  void sortsAndFiltersTables() throws IOException {
    show(Pages.everything());
    assertEquals(
        descending(column("#a\\.a\\.summary td:nth-child(4)")),
        column("#a\\.a\\.summary td:nth-child(4)"));
    browser.one("#a\\.a\\.summary [data-column=covered]").click();
    browser.one("#a\\.a\\.summary [data-column=covered]").click();
    assertEquals(List.of("7", "12,345", "40,000,000"), column("#a\\.a\\.summary td:nth-child(4)"));
    assertEquals(
        "ascending", browser.one("#a\\.a\\.summary th:nth-child(4)").getDomAttribute("aria-sort"));
    browser.one("#a\\.a\\.summary [data-column=pc]").sendKeys(Keys.ENTER);
    assertEquals("strided", column("#a\\.a\\.summary td:nth-child(3)").get(0));
    browser.one("#who .filter").sendKeys("SORT");
    assertEquals(1, browser.all("#who tbody tr").size());
  }

  private static List<String> column(final String selector) {
    return browser.all(selector).stream().map(WebElement::getText).toList();
  }

  private static List<String> descending(final List<String> cells) {
    return cells.stream()
        .sorted(
            Collections.reverseOrder(
                (a, b) ->
                    Long.compare(
                        Long.parseLong(a.replace(",", "")), Long.parseLong(b.replace(",", "")))))
        .toList();
  }

  @Test
  void showsOneModeAlone() throws IOException {
    show(Pages.everything());
    assertTrue(labels().contains("kernel"));
    browser.one("[data-mode=user]").click();
    assertTrue(labels().contains("user"));
    assertFalse(labels().contains("kernel"));
    assertEquals("true", browser.one("[data-mode=user]").getDomAttribute("aria-pressed"));
  }

  private static List<String> labels() {
    return column("#a\\.a\\.shape .u-label");
  }

  @Test
  void saysValuesToWhoUsesKeys() throws IOException {
    show(Pages.everything());
    browser.one("#a\\.a\\.pictures\\.misses .chart").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_RIGHT);
    assertEquals(
        "2 KiB: least recently used 45.0%, a coin 50.0%", said("#a\\.a\\.pictures\\.misses"));
    browser.one("#a\\.a\\.pictures\\.heat .chart").sendKeys(Keys.ARROW_RIGHT, Keys.ARROW_UP);
    assertEquals(
        "accesses so far from 1,000 accesses, address from 0x2000: 2 cache misses; above it 128 TiB"
            + " are left out",
        said("#a\\.a\\.pictures\\.heat"));
    browser.one("#a\\.a\\.pictures\\.misses summary").click();
    // The browser says in its own time that it is open.
    browser.await(
        "return document.querySelectorAll('#a\\\\.a\\\\.pictures\\\\.misses details tbody"
            + " tr').length === 16");
  }

  private static String said(final String picture) {
    return (String)
        browser.run("return arguments[0].textContent", browser.one(picture + " .unseen"));
  }

  @Test
  void showsDifferences() throws IOException {
    final Path page = directory.resolve("a page.html");
    try (OutputStream out = Files.newOutputStream(page)) {
      HtmlPage.write(new ByteArrayInputStream(DIFFERENCE.getBytes(StandardCharsets.UTF_8)), out);
    }
    browser.open(page);
    assertEquals("What is different", browser.one("h1").getText());
    assertEquals(
        List.of(
            "a/s/misses", "1,000 (990 to 1,010)", "2,010 (2,000 to 2,020)", "+101.0 %", "0.698"),
        column("tbody td"));
  }

  @Test
  void showsHostileNamesAsText() throws IOException {
    show(Pages.hostile());
    assertEquals(
        Pages.HOSTILE + " " + Pages.HOSTILE,
        browser.run("return document.querySelector('h1').textContent"));
    assertTrue(browser.title().endsWith(" · memtracer"), browser.title());
    assertEquals(List.of(), browser.all("img"));
    assertEquals(3, browser.all("script").size());
    assertEquals(2, browser.all(".picture").size());
  }
}
