package io.memtracer.cluster;

import java.net.URI;
import java.security.CodeSource;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The JARs that executors need besides Spark: whoever adds one to what a piece takes adds it here.
 */
final class ShippedJars {

  /** One class of each. */
  private static final String[] CLASSES = {
    "io.memtracer.cluster.SparkService",
    "io.memtracer.host.parallel.PieceWork",
    "io.memtracer.api.TraceAnalyzer",
    "org.agrona.concurrent.Agent",
    "org.pf4j.PluginManager",
    "com.github.zafarkhaja.semver.Version",
    "org.objectweb.asm.ClassReader",
    "com.github.luben.zstd.Zstd",
    "net.jpountz.lz4.LZ4Factory",
  };

  private ShippedJars() {}

  /** Their URIs, with commas between them, as Spark wants them. */
  static String list() {
    return Stream.of(CLASSES)
        .map(ShippedJars::jarOf)
        .map(URI::toString)
        .collect(Collectors.joining(","));
  }

  private static URI jarOf(final String name) {
    try {
      final Class<?> type = Class.forName(name, false, ShippedJars.class.getClassLoader());
      return jarOf(type).orElseThrow(() -> new IllegalStateException(name + " is in no JAR"));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Where a class comes from; empty if nobody knows. */
  static Optional<URI> jarOf(final Class<?> type) {
    final CodeSource source = type.getProtectionDomain().getCodeSource();
    return source == null
        ? Optional.empty()
        : Optional.of(URI.create(source.getLocation().toString()));
  }
}
