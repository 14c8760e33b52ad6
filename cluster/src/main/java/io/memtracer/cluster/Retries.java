package io.memtracer.cluster;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerTaskEnd;

/** Counts the attempts at pieces that came to nothing: Spark makes another one. Thread-safe. */
final class Retries extends SparkListener {

  private final AtomicInteger failed = new AtomicInteger();

  @Override
  public void onTaskEnd(final SparkListenerTaskEnd end) {
    if (end.taskInfo() != null && end.taskInfo().failed()) {
      failed.incrementAndGet();
    }
  }

  /** How many there have been. */
  int count() {
    return failed.get();
  }
}
