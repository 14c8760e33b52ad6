package io.memtracer.host.session.request;

import java.util.concurrent.CompletableFuture;

/** QEMU's monitor for people, while the machine runs. Any thread may use it. */
public interface Monitor {

  /**
   * Executes a line, such as {@code info registers} or {@code quit}.
   *
   * @return what it printed
   * @throws io.memtracer.host.status.TraceException with QEMU's words if it refuses, or is gone
   */
  String execute(String line);

  /** Completed when QEMU has ended. */
  CompletableFuture<Void> ended();
}
