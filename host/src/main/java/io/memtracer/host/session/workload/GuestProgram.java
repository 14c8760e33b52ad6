package io.memtracer.host.session.workload;

import io.memtracer.host.guest.agent.FileRequest;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The file of a program of the guest's own, asked for while the program waits to be let go.
 *
 * @param loaded the program
 * @param copy where the file goes; nothing is there yet
 */
public record GuestProgram(WorkloadLoading.Loaded loaded, Path copy) {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final long MAX_BYTES = 128L << 20;
  private static final int MIB_SHIFT = 20;

  /**
   * Asks for it.
   *
   * @param called what users call it
   * @return the copy, not to be trusted
   * @throws TraceException user error if it can't be had; guest error if the guest doesn't answer
   */
  public Path file(final String called) {
    if (!loaded.facts().tellsProgram()) {
      throw TraceException.user(
          "--from and --until look for functions in the file of %s, which this guest can't send: build or prepare it again"
              .formatted(called));
    }
    try (CopiedFile file = new CopiedFile(copy, MAX_BYTES)) {
      loaded.start().agent().file(FileRequest.program(MAX_BYTES), file, TIMEOUT);
      if (file.isThere()) {
        return copy;
      }
    } catch (IOException e) {
      throw TraceException.environment("can't write " + copy + ": " + e, e);
    }
    throw TraceException.user(
        "--from and --until look for functions in the file of %s, which must have at most %d MiB and have been in the guest before"
            .formatted(called, MAX_BYTES >> MIB_SHIFT));
  }
}
