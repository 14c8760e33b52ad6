package io.memtracer.host.session;

import java.util.List;
import java.util.stream.Stream;

/**
 * The program to trace.
 *
 * @param path on the host, or in the guest
 * @param arguments its arguments, without the program
 * @param inGuest whether the path is one in the guest
 */
public record WorkloadSpec(String path, List<String> arguments, boolean inGuest) {

  public WorkloadSpec {
    arguments = List.copyOf(arguments);
  }

  /** The path and the arguments. */
  public List<String> command() {
    return Stream.concat(Stream.of(path), arguments.stream()).toList();
  }
}
