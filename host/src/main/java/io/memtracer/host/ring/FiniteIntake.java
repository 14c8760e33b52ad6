package io.memtracer.host.ring;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An intake whose records were made before, and are read by whoever drains it: it ends by itself.
 *
 * <p>As a {@link BatchSource} it belongs to the draining thread; any may call the rest.
 */
public abstract class FiniteIntake implements Intake, BatchSource {

  private final AtomicLong recordsRead = new AtomicLong();
  private final AtomicLong refusals = new AtomicLong();
  private final CompletableFuture<Optional<String>> end = new CompletableFuture<>();
  private volatile boolean stopped;
  private volatile boolean mayEnd;

  @Override
  public final BatchSource batches() {
    return this;
  }

  /** Completed when nothing more comes, with the problem if there is one. */
  public final CompletableFuture<Optional<String>> end() {
    return end;
  }

  /** Makes it end soon, with what has been read. Any thread may call it. */
  public final void stop() {
    stopped = true;
  }

  /** Not before it has been said how the run ended: those who listen are told. */
  @Override
  public final boolean isDrained() {
    return mayEnd && end.isDone();
  }

  @Override
  public final void finishAt(final long records) {
    mayEnd = true;
  }

  @Override
  public final void finishWhenEmpty() {
    mayEnd = true;
  }

  /** None: what is no whole record is a problem. */
  @Override
  public final int partialBytes() {
    return 0;
  }

  @Override
  public final Optional<String> problem() {
    return end.getNow(Optional.empty());
  }

  /** Nothing more comes. */
  protected final void end(final Optional<String> problem) {
    end.complete(problem);
  }

  /** Whether it is to end soon. */
  protected final boolean isStopped() {
    return stopped;
  }

  /** So many records more were read. */
  protected final void read(final long records) {
    recordsRead.setRelease(recordsRead.getPlain() + records);
  }

  /** There was no batch for records. */
  protected final void refused() {
    refusals.setRelease(refusals.getPlain() + 1);
  }

  /** How many records have been read. */
  protected final long recordsRead() {
    return recordsRead.get();
  }

  /** How often there was no batch for records. */
  protected final long refusals() {
    return refusals.get();
  }
}
