package io.memtracer.host.parallel;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** What has become of the pieces of a trace so far. Thread-safe. */
public final class PieceBoard {

  private final AtomicReferenceArray<PieceResult> results;
  private final AtomicInteger missing;
  private volatile Optional<Throwable> failure = Optional.empty();

  PieceBoard(final int pieces) {
    results = new AtomicReferenceArray<>(pieces);
    missing = new AtomicInteger(pieces);
  }

  /** A piece was looked at. */
  public void put(final int piece, final PieceResult result) {
    results.set(piece, result);
    missing.decrementAndGet();
  }

  /** The others can't be looked at. */
  public void fail(final Throwable cause) {
    failure = Optional.of(cause);
  }

  /** How many pieces there are. */
  int size() {
    return results.length();
  }

  /** Whether nothing is to come any more. */
  boolean isDone() {
    return missing.get() == 0 || failure.isPresent();
  }

  /** What was made of a piece; empty if that isn't known yet. */
  Optional<PieceResult> at(final int piece) {
    return Optional.ofNullable(results.get(piece));
  }

  /** The same, and it is forgotten. */
  void forget(final int piece) {
    results.set(piece, null);
  }

  /** Why some can't be looked at. */
  Optional<Throwable> failure() {
    return failure;
  }
}
