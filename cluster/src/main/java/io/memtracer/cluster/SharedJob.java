package io.memtracer.cluster;

import io.memtracer.host.parallel.PieceJob;
import io.memtracer.host.recording.read.Range;
import java.io.Serializable;
import java.util.ArrayList;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.util.SerializableConfiguration;

/**
 * What all pieces of a trace have in common, sent to each executor once.
 *
 * @param file the trace
 * @param from the first record
 * @param to behind the last
 * @param analyzers who look at it
 * @param context what they are told; there is one as soon as there is an analyzer
 * @param configuration of the file systems
 */
record SharedJob(
    String file,
    long from,
    long to,
    ArrayList<SavedAnalyzer> analyzers,
    SavedContext context,
    SerializableConfiguration configuration)
    implements Serializable {

  static SharedJob of(final PieceJob job, final Configuration configuration) {
    final ArrayList<SavedAnalyzer> analyzers = new ArrayList<>();
    job.specs().forEach(spec -> analyzers.add(SavedAnalyzer.of(spec)));
    return new SharedJob(
        job.trace().name(),
        job.range().from(),
        job.range().to(),
        analyzers,
        SavedContext.of(job.specs().get(0).context()),
        new SerializableConfiguration(configuration));
  }

  Range range() {
    return new Range(from, to);
  }
}
