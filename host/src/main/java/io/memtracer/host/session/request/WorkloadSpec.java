package io.memtracer.host.session.request;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The program to trace.
 *
 * @param path on the host, or in the guest
 * @param arguments its arguments, without the program
 * @param inGuest whether the path is one in the guest
 * @param readyWithin for an unwrapped workload, which itself says when it is ready to be traced:
 *     how long that may take. Empty for a wrapped one, which is traced from its first instruction
 */
public record WorkloadSpec(
    String path, List<String> arguments, boolean inGuest, Optional<Duration> readyWithin) {

  public WorkloadSpec {
    arguments = List.copyOf(arguments);
  }

  /** A wrapped workload. */
  public WorkloadSpec(final String path, final List<String> arguments, final boolean inGuest) {
    this(path, arguments, inGuest, Optional.empty());
  }

  /** The path and the arguments. */
  public List<String> command() {
    return Stream.concat(Stream.of(path), arguments.stream()).toList();
  }
}
