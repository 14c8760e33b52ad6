package io.memtracer.benchmarks;

import io.memtracer.api.AnalyzerOptions;
import io.memtracer.api.InvalidOptionException;
import io.memtracer.api.TraceAnalyzerFactory;
import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.plugin.InstalledAnalyzer;
import io.memtracer.host.plugin.PluginCatalog;
import io.memtracer.host.session.request.AnalyzerRequest;
import io.memtracer.host.status.TraceException;
import io.memtracer.testkit.TestContext;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.agrona.IoUtil;

/** Analyzers as a run has them: out of JARs, each with a class loader of its own. */
public final class Analyzers implements AutoCloseable {

  /** System property: a JAR, or folders of JARs, separated as in a class path. */
  public static final String PATH = "memtracer.bench.analyzers";

  private final PluginCatalog catalog;
  private final Path scratch;

  private Analyzers(final PluginCatalog catalog, final Path temporary) {
    this.catalog = catalog;
    try {
      scratch = Files.createTempDirectory(temporary, "memtracer-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Those where {@link #PATH} says, else those that are installed. */
  public static Analyzers ofProperty() {
    final String path = System.getProperty(PATH);
    return of(
        path == null ? installed(home()) : path, Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** The project's root, as the launcher says. */
  public static Path home() {
    return Path.of(System.getProperty("memtracer.home", ".")).toAbsolutePath().normalize();
  }

  /** Where installed analyzers are, as in {@link #PATH}. */
  public static String installed(final Path home) {
    return Stream.of(home.resolve("target/dist/plugins"), home.resolve("plugins"))
        .filter(Files::isDirectory)
        .map(Path::toString)
        .collect(Collectors.joining(File.pathSeparator));
  }

  /**
   * Those of a JAR, or in folders.
   *
   * @param path as in {@link #PATH}
   * @param temporary where they get a directory for their files
   */
  public static Analyzers of(final String path, final Path temporary) {
    if (Files.isRegularFile(Path.of(path))) {
      return new Analyzers(PluginCatalog.loadJar(Path.of(path)), temporary);
    }
    return new Analyzers(
        PluginCatalog.load(
            Arrays.stream(path.split(File.pathSeparator, -1))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .toList()),
        temporary);
  }

  /**
   * What is needed to run an analyzer.
   *
   * @param text {@code NAME[:key=value,...]}; {@link NoOpFactory#NAME} is always there
   * @throws TraceException if there is no such analyzer, or it has no such option
   */
  public LaneSpec lane(final String text) {
    final AnalyzerRequest request = AnalyzerRequest.parse(text);
    if (request.name().equals(NoOpFactory.NAME)) {
      return lane(new NoOpFactory(), "", request);
    }
    final InstalledAnalyzer installed = catalog.require(request.name());
    return lane(installed.factory(), installed.version(), request);
  }

  private LaneSpec lane(
      final TraceAnalyzerFactory factory, final String version, final AnalyzerRequest request) {
    try {
      return new LaneSpec(
          factory,
          version,
          AnalyzerOptions.of(factory.options(), request.options()),
          TestContext.builder().scratchDirectory(scratch).build());
    } catch (InvalidOptionException e) {
      throw TraceException.user("analyzer " + request.name() + ": " + e.getMessage());
    }
  }

  /** What is needed to run several. */
  public List<LaneSpec> lanes(final List<String> texts) {
    return texts.stream().map(this::lane).toList();
  }

  /** Unloads the JARs. */
  @Override
  public void close() {
    catalog.close();
    IoUtil.delete(scratch.toFile(), false);
  }
}
