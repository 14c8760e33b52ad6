package io.memtracer.host.report.html;

import io.memtracer.host.Waiting;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openqa.selenium.By;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.chrome.ChromeDriver;
import org.openqa.selenium.chrome.ChromeDriverService;
import org.openqa.selenium.chrome.ChromeOptions;
import org.openqa.selenium.logging.LogEntry;
import org.openqa.selenium.logging.LogType;
import org.openqa.selenium.logging.LoggingPreferences;

/**
 * Debian's Chromium, without a window. It and its driver are those that are installed: nothing is
 * downloaded for a test.
 */
final class Browser implements AutoCloseable {

  /**
   * What is on a page, in order: headings, pictures with their lines, tables with their columns.
   */
  private static final String OUTLINE =
      """
      const text = element => element.textContent.trim().replace(/\\s+/g, ' ');
      return [...document.querySelectorAll('h1, h2, h3, .findings li, .finding, .picture, .table-box, .metrics, .provenance, pre')].map(element =>
        element.matches('.picture') ? 'picture: ' + text(element.querySelector('figcaption')) + ': '
            + [...element.querySelectorAll('.u-label')].map(text).join(', ')
        : element.matches('.table-box') ? 'table: ' + text(element.querySelector('caption')) + ': '
            + [...element.querySelectorAll('th')].map(text).join(', ') + ': ' + element.querySelectorAll('tbody tr').length + ' rows'
        : element.matches('.metrics') ? 'figures: ' + [...element.children].map(one => text(one)).join(' | ')
        : element.matches('.provenance') ? 'facts: ' + [...element.children].map(text).join(' | ')
        : element.tagName.toLowerCase() + ': ' + text(element)).join('\\n') + '\\n';
      """;

  private static final String BROWSER = "/usr/bin/chromium";
  private static final String DRIVER = "/usr/bin/chromedriver";
  private static final String LOGGING = "goog:loggingPrefs";

  /** Warns of each Chromium that is newer than it; kept, or the setting is forgotten. */
  private final Logger selenium = Logger.getLogger("org.openqa.selenium");

  private final ChromeDriver driver;

  /**
   * Starts it.
   *
   * @param home for what it keeps
   */
  Browser(final Path home) {
    selenium.setLevel(Level.SEVERE);
    final LoggingPreferences logs = new LoggingPreferences();
    logs.enable(LogType.BROWSER, Level.ALL);
    logs.enable(LogType.PERFORMANCE, Level.ALL);
    final ChromeOptions options = new ChromeOptions();
    options.setBinary(BROWSER);
    options.setCapability(LOGGING, logs);
    // Its sandbox isn't there for root, nor where users can't have namespaces; /dev/shm may be
    // small.
    options.addArguments(
        "--headless=new",
        "--no-sandbox",
        "--disable-dev-shm-usage",
        "--disable-gpu",
        "--disable-background-networking",
        "--no-first-run",
        "--force-prefers-reduced-motion",
        "--window-size=1280,1000",
        "--user-data-dir=" + home.resolve("profile"));
    driver =
        new ChromeDriver(
            new ChromeDriverService.Builder()
                .usingDriverExecutable(new File(DRIVER))
                .withEnvironment(Map.of("HOME", home.toString()))
                .build(),
            options);
    // What it begins with isn't any of ours.
    driver.get("about:blank");
    requests();
  }

  /** Shows a file, drawn. */
  void open(final Path page) {
    driver.get(page.toUri().toString());
  }

  /** What is on the page. */
  String outline() {
    return (String) run(OUTLINE);
  }

  /** Shows what is served at an address. */
  void open(final String address) {
    driver.get(address);
  }

  /** Waits until a script of the test's gives true. */
  void await(final String script) {
    Waiting.until(() -> Boolean.TRUE.equals(run(script)));
  }

  List<WebElement> all(final String selector) {
    return driver.findElements(By.cssSelector(selector));
  }

  WebElement one(final String selector) {
    return driver.findElement(By.cssSelector(selector));
  }

  String title() {
    return driver.getTitle();
  }

  /** What a script of the test's gives, a function's body. */
  Object run(final String script, final Object... arguments) {
    return driver.executeScript(script, arguments);
  }

  /** What the console has said since it was asked last: errors, refusals of the policy. */
  List<String> complaints() {
    return driver.manage().logs().get(LogType.BROWSER).getAll().stream()
        .map(LogEntry::getMessage)
        .toList();
  }

  /** Whom pages have asked for something since it was asked last. */
  List<String> requests() {
    return driver.manage().logs().get(LogType.PERFORMANCE).getAll().stream()
        .map(LogEntry::getMessage)
        .filter(message -> message.contains("\"Network.requestWillBeSent\""))
        .map(message -> message.replaceAll("(?s).*\"request\":\\{.*?\"url\":\"([^\"]*)\".*", "$1"))
        .toList();
  }

  @Override
  public void close() {
    driver.quit();
  }
}
