package io.memtracer.host.session;

import java.util.List;

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
}
