package io.memtracer.host.dispatch.shares;

import io.memtracer.api.TraceAnalyzer;
import io.memtracer.host.dispatch.OtherShareFailedException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;

/**
 * Where those that share an analyzer's work bring what they found, to the first of them. Any thread
 * may call anything.
 */
final class Meeting {

  private final List<CompletableFuture<TraceAnalyzer>> brought;
  private volatile boolean isOff;

  Meeting(final int shares) {
    brought = Stream.generate(CompletableFuture<TraceAnalyzer>::new).limit(shares).toList();
  }

  int shares() {
    return brought.size();
  }

  /**
   * Hands a share over, which is done.
   *
   * @return whether it is the first one's now, also to be closed
   */
  boolean bring(final int share, final TraceAnalyzer analyzer) {
    return brought.get(share).complete(analyzer);
  }

  /** Says that a share won't be done, unless it was brought: there is no result then. */
  void callOff(final int share) {
    final OtherShareFailedException why =
        new OtherShareFailedException(
            "share %d of %d of its work was not done".formatted(share + 1, shares()));
    if (brought.get(share).completeExceptionally(why)) {
      isOff = true;
    }
  }

  /**
   * Waits for a share.
   *
   * @throws OtherShareFailedException if it won't be done
   */
  TraceAnalyzer await(final int share) {
    try {
      return brought.get(share).get();
    } catch (ExecutionException e) {
      throw new OtherShareFailedException(e.getCause().getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while waiting for share " + (share + 1), e);
    }
  }

  /**
   * Asks whether all this is still of use.
   *
   * @throws OtherShareFailedException if it isn't
   */
  void requireOn() {
    if (isOff) {
      throw new OtherShareFailedException("another one that shares its work has failed");
    }
  }

  /** Ends it: nothing can be brought any more. Returns what was. */
  List<TraceAnalyzer> disband() {
    for (int share = 0; share < shares(); share++) {
      callOff(share);
    }
    return brought.stream()
        .filter(one -> !one.isCompletedExceptionally())
        .map(CompletableFuture::join)
        .toList();
  }
}
