package io.memtracer.host.report.html;

import io.memtracer.host.report.TraceReport;
import io.memtracer.host.report.json.JsonReport;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A report as a page. The JSON report is in it, and a script draws all from that, so that a page of
 * a run and one of a report that was kept are the same. A policy lets the browser run these scripts
 * and styles and nothing else, and ask nobody for anything.
 */
public final class HtmlPage {

  private static final Pattern PLACE = Pattern.compile("@([A-Z-]+)@");

  /** Parts of the script, those first that others are made of. */
  private static final List<String> SCRIPTS =
      List.of(
          "format.js",
          "dom.js",
          "mode.js",
          "table.js",
          "chart.js",
          "heat-map.js",
          "page.js",
          "live.js",
          "start.js");

  /** What more the page of a run that goes on may do: ask who serves it what there is to say. */
  private static final String LIVE_POLICY = "; connect-src 'self'";

  private HtmlPage() {}

  /** Writes the page of a run; leaves the stream open. */
  public static void write(final TraceReport report, final OutputStream out) throws IOException {
    final ByteArrayOutputStream json = new ByteArrayOutputStream();
    JsonReport.write(report, json);
    write(new ByteArrayInputStream(json.toByteArray()), out);
  }

  /**
   * Writes the page of a JSON report; leaves the stream open.
   *
   * @throws com.fasterxml.jackson.core.JacksonException if it isn't JSON
   */
  public static void write(final InputStream json, final OutputStream out) throws IOException {
    write(json, "", out);
  }

  /**
   * Writes the page of a run that goes on, which hears more from who serves it; leaves the stream
   * open.
   *
   * @param json what is known so far, or null
   */
  public static void writeLive(final byte[] json, final OutputStream out) throws IOException {
    write(new ByteArrayInputStream(json), LIVE_POLICY, out);
  }

  private static void write(final InputStream json, final String more, final OutputStream out)
      throws IOException {
    final ChartLibrary library = new ChartLibrary();
    final Inlined chart = library.script();
    final Inlined script = script();
    final Inlined chartStyle = library.style();
    final Inlined style = new Inlined(Resources.text("page.css"));
    final String template = Resources.text("page.html");
    final Matcher places = PLACE.matcher(template);
    int written = 0;
    while (places.find()) {
      text(out, template.substring(written, places.start()));
      written = places.end();
      switch (places.group(1)) {
        case "POLICY" ->
            text(out, policy(List.of(chart, script), List.of(chartStyle, style)) + more);
        case "CHART-STYLE" -> text(out, chartStyle.text());
        case "STYLE" -> text(out, style.text());
        case "REPORT" -> EmbeddedJson.copy(json, out);
        case "CHART" -> text(out, chart.text());
        case "SCRIPT" -> text(out, script.text());
        default -> throw new IllegalStateException("nothing is to be at " + places.group());
      }
    }
    text(out, template.substring(written));
  }

  /** One function, so that nothing of it is seen outside. */
  private static Inlined script() throws IOException {
    final StringBuilder text = new StringBuilder("(() => {\n'use strict';\n");
    for (final String part : SCRIPTS) {
      text.append(Resources.text(part));
    }
    return new Inlined(text.append("})();\n").toString());
  }

  private static String policy(final List<Inlined> scripts, final List<Inlined> styles) {
    return "default-src 'none'; script-src "
        + sources(scripts)
        + "; style-src "
        + sources(styles)
        + "; base-uri 'none'; form-action 'none'";
  }

  private static String sources(final List<Inlined> inlined) {
    return String.join(" ", inlined.stream().map(Inlined::source).toList());
  }

  private static void text(final OutputStream out, final String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }
}
