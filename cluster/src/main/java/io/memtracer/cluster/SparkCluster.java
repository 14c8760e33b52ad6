package io.memtracer.cluster;

import io.memtracer.host.parallel.Cluster;
import io.memtracer.host.parallel.PieceFarm;
import io.memtracer.host.recording.read.TraceBytes;
import org.apache.spark.api.java.JavaSparkContext;

/** Spark, connected to. */
final class SparkCluster implements Cluster {

  private final JavaSparkContext context;
  private final Retries retries = new Retries();
  private final ShippedAnalyzers shipped;

  SparkCluster(final JavaSparkContext context) {
    this.context = context;
    shipped = new ShippedAnalyzers(context);
    context.sc().addSparkListener(retries);
  }

  @Override
  public TraceBytes open(final String file) {
    return TraceFiles.open(file, context.hadoopConfiguration());
  }

  @Override
  public PieceFarm farm() {
    return new SparkFarm(context, shipped, retries);
  }

  @Override
  public void close() {
    context.close();
  }
}
