package io.memtracer.host.ring;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** An intake whose records were made before: it ends by itself. */
public interface FiniteIntake extends Intake {

  /** Completed when nothing more comes, with the problem if there is one. */
  CompletableFuture<Optional<String>> end();

  /** Makes it end soon, with what has been read. Any thread may call it. */
  void stop();
}
