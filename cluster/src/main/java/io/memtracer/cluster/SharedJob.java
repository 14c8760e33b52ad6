package io.memtracer.cluster;

import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.parallel.PieceJob;
import io.memtracer.host.recording.read.Range;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What all pieces of a trace have in common, sent to each executor once.
 *
 * @param file the trace
 * @param from the first record
 * @param to behind the last
 * @param analyzers who look at it
 * @param jars those analyzers come from, byte for byte
 * @param context what they are told; there is one as soon as there is an analyzer
 * @param configuration of the file systems
 */
record SharedJob(
    String file,
    long from,
    long to,
    ArrayList<SavedAnalyzer> analyzers,
    ArrayList<byte[]> jars,
    SavedContext context,
    SerializableConfiguration configuration)
    implements Serializable {

  static SharedJob of(final PieceJob job, final Configuration configuration) {
    final ArrayList<SavedAnalyzer> analyzers = new ArrayList<>();
    final Set<URI> jars = new LinkedHashSet<>();
    for (final LaneSpec spec : job.specs()) {
      analyzers.add(SavedAnalyzer.of(spec));
      jars.add(ShippedJars.jarOf(spec.factory().getClass()).orElseThrow());
    }
    final ArrayList<byte[]> bytes = new ArrayList<>();
    jars.forEach(jar -> bytes.add(read(jar)));
    return new SharedJob(
        job.trace().name(),
        job.range().from(),
        job.range().to(),
        analyzers,
        bytes,
        SavedContext.of(job.specs().get(0).context()),
        new SerializableConfiguration(configuration));
  }

  private static byte[] read(final URI jar) {
    try {
      return Files.readAllBytes(Path.of(jar));
    } catch (IOException e) {
      throw new UncheckedIOException("can't read the analyzers in " + jar, e);
    }
  }

  Range range() {
    return new Range(from, to);
  }
}
