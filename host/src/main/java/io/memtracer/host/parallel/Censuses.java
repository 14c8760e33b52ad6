package io.memtracer.host.parallel;

import io.memtracer.host.dispatch.LaneSpec;
import io.memtracer.host.dispatch.partition.Census;
import io.memtracer.host.status.TaskChoice;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/**
 * Whose records each piece of a trace has. Ordinals count what an analyzer is given: where that is
 * only what some tasks did, or where parts are taken apart, nobody knows those of a piece before it
 * is known of all pieces before it how many records they have of whom. So all are counted first.
 * Thread-safe, but for each {@link Census}.
 */
final class Censuses {

  private final List<Census> ofPieces;
  private final boolean areWanted;
  private final AtomicInteger next = new AtomicInteger();
  private final CountDownLatch done;

  /**
   * None is taken yet.
   *
   * @param threads how many take them
   */
  Censuses(
      final List<LaneSpec> specs, final TaskChoice tasks, final int pieces, final int threads) {
    areWanted = !tasks.isAll() || specs.stream().anyMatch(spec -> !spec.parts().isWhole());
    final boolean byCpl = specs.stream().anyMatch(spec -> spec.parts().byCpl());
    ofPieces = Stream.generate(() -> new Census(byCpl)).limit(pieces).toList();
    done = new CountDownLatch(threads);
  }

  /** Whether anybody has to know. */
  boolean areWanted() {
    return areWanted;
  }

  /** The next piece that is to be counted, each once; -1 if there is none. */
  int next() {
    final int piece = areWanted ? next.getAndIncrement() : ofPieces.size();
    return piece < ofPieces.size() ? piece : -1;
  }

  /** A thread takes no more of them. */
  void oneIsDone() {
    done.countDown();
  }

  /** Waits until no thread does. */
  void await() throws InterruptedException {
    done.await();
  }

  Census of(final int piece) {
    return ofPieces.get(piece);
  }

  List<Census> before(final int piece) {
    return areWanted ? ofPieces.subList(0, piece) : List.of();
  }
}
