package io.memtracer.api;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Facts about the run an analyzer is part of. The host and the test kit implement it; later
 * versions may add methods, which have a default.
 */
public interface AnalysisContext {

  /**
   * The workload and its arguments.
   *
   * @return the command as the user gave it; the first element is the program
   */
  List<String> workloadCommand();

  /**
   * What an unwrapped workload printed about itself between its info markers, split at white space.
   * It comes from the guest and is not to be trusted.
   *
   * @return the pieces, empty if there are none
   */
  default List<String> workloadInfo() {
    return List.of();
  }

  /**
   * How many vCPUs the guest has.
   *
   * @return 1 to 256; {@link RecordBatch#vcpu} is below it
   */
  int vcpus();

  /**
   * Whether only user code (CPL 3) is traced.
   *
   * @return true if no record of kernel code will come
   */
  default boolean userOnly() {
    return false;
  }

  /**
   * Which part of the accesses is traced.
   *
   * @return the sampling in force; {@link Sampling#ALL} unless the user asked for less
   */
  default Sampling sampling() {
    return Sampling.ALL;
  }

  /**
   * More facts about the guest, such as {@code kernel} or {@code qemu}: for reports, not for
   * decisions.
   *
   * @return facts by name
   */
  default Map<String, String> guestFacts() {
    return Map.of();
  }

  /**
   * Whether losing records is better than slowing the guest down: the user's {@code
   * --on-full=drop}. Of interest to an analyzer that passes records on to somebody else.
   *
   * @return false if it must wait until it has got rid of each record
   */
  @Experimental
  default boolean mayDrop() {
    return false;
  }

  /**
   * A private directory for this analyzer, for FIFOs or temporary files.
   *
   * @return an existing directory that only the user can read; the host removes it with all its
   *     contents after {@link TraceAnalyzer#close}
   */
  Path scratchDirectory();
}
