package io.memtracer.host.dispatch;

/**
 * When one thread asks its analyzers what they have found so far: when somebody wants to know, and
 * so seldom that it never takes more than a small part of the time. Nobody wants to know of a run
 * that isn't watched, and then this is a look at a field.
 *
 * <p>{@link #want} is for any thread, the rest for the one that asks.
 */
final class SnapshotPace {

  /** Of so many parts of the time it takes one at most. */
  private static final int PARTS = 10;

  private final Runnable snapshots;
  private volatile boolean wanted;
  private long lastNanos;
  private long restNanos;

  /**
   * Makes one that nobody has asked yet.
   *
   * @param snapshots asks them all
   */
  SnapshotPace(final Runnable snapshots) {
    this.snapshots = snapshots;
  }

  void want() {
    wanted = true;
  }

  /** Between two batches. */
  void keep() {
    if (wanted) {
      askIfItIsTime();
    }
  }

  private void askIfItIsTime() {
    final long begin = System.nanoTime();
    if (restNanos > 0 && begin - lastNanos < restNanos) {
      return;
    }
    wanted = false;
    snapshots.run();
    lastNanos = System.nanoTime();
    restNanos = (PARTS - 1) * (lastNanos - begin);
  }
}
