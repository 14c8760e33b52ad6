package io.memtracer.host.report.html;

import java.io.IOException;
import java.io.InputStream;
import java.util.Properties;

/** uPlot, which draws lines and bars, from its WebJar: with its licence, as that demands. */
final class ChartLibrary {

  private static final String FACTS = "/META-INF/maven/org.webjars.npm/uplot/pom.properties";
  private static final String ROOT = "/META-INF/resources/webjars/uplot/";

  private final String version;

  ChartLibrary() throws IOException {
    final Properties facts = new Properties();
    try (InputStream in = Resources.open(FACTS)) {
      facts.load(in);
    }
    version = facts.getProperty("version");
  }

  Inlined script() throws IOException {
    return new Inlined(licence() + text("dist/uPlot.iife.min.js"));
  }

  Inlined style() throws IOException {
    return new Inlined(licence() + text("dist/uPlot.min.css"));
  }

  private String licence() throws IOException {
    return "/*! uPlot " + version + "\n\n" + text("LICENSE").strip() + "\n*/\n";
  }

  private String text(final String file) throws IOException {
    return Resources.text(ROOT + version + "/" + file);
  }
}
