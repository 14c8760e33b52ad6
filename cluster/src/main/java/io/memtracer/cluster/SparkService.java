package io.memtracer.cluster;

import io.memtracer.host.parallel.Cluster;
import io.memtracer.host.parallel.ClusterService;
import io.memtracer.host.status.TraceException;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/** Connects to Spark, or runs it in this process. */
public final class SparkService implements ClusterService {

  /** From the next one on, Hadoop's way to learn who the user is has been removed from Java. */
  private static final int NEWEST_JAVA = 23;

  private static final String JARS = "spark.jars";

  /** What Spark says when it has given up by itself: why is only in its log. */
  private static final String STOPPED = "stopped SparkContext";

  @Override
  public Cluster connect(final String master, final Map<String, String> configuration) {
    final int java = Runtime.version().feature();
    if (java > NEWEST_JAVA) {
      throw TraceException.environment(
          "this Spark runs on Java 17 to %d, but this is Java %d: set JAVA_HOME to an older one"
              .formatted(NEWEST_JAVA, java));
    }
    final SparkConf settings = settings(master);
    configuration.forEach((key, value) -> set(settings, key, value));
    try {
      final JavaSparkContext context = new JavaSparkContext(settings);
      if (!isThisProcess(master)) {
        AwaitedExecutors.await(context);
      }
      return new SparkCluster(context);
    } catch (RuntimeException e) {
      throw TraceException.environment("can't use Spark at " + master + ": " + reason(e), e);
    }
  }

  /** Spark's messages go on with where in its code things were. */
  private static String reason(final RuntimeException failure) {
    final String first =
        String.valueOf(failure.getMessage()).lines().findFirst().orElse(failure.toString());
    return first.contains(STOPPED)
        ? "no master has taken us for a minute; is one there, and can it connect to this machine?"
        : first;
  }

  /** JARs are added to those that are needed anyway. */
  private static void set(final SparkConf settings, final String key, final String value) {
    final boolean isMore = key.equals(JARS) && settings.contains(JARS);
    settings.set(key, isMore ? settings.get(JARS) + "," + value : value);
  }

  private static SparkConf settings(final String master) {
    final SparkConf settings =
        new SparkConf()
            .setMaster(master)
            .setAppName("memtracer cluster-replay")
            .set("spark.ui.enabled", "false")
            // What is found is merged as it comes, and not kept.
            .set("spark.driver.maxResultSize", "0");
    if (master.startsWith("local")) {
      settings.set("spark.driver.host", "127.0.0.1").set("spark.driver.bindAddress", "127.0.0.1");
    }
    if (!isThisProcess(master)) {
      settings.set(JARS, ShippedJars.list());
    }
    return settings;
  }

  private static boolean isThisProcess(final String master) {
    return master.equals("local") || master.startsWith("local[");
  }
}
