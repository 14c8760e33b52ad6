package io.memtracer.testkit;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.Sampling;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A run that never was.
 *
 * @param workloadCommand the workload and its arguments
 * @param workloadInfo what the workload said about itself
 * @param vcpus how many vCPUs the guest has
 * @param userOnly whether only CPL 3 is traced
 * @param sampling which accesses are traced
 * @param guestFacts facts by name
 * @param mayDrop whether the analyzer may discard records it can't get rid of
 * @param scratchDirectory where temporary files may be made
 */
public record TestContext(
    List<String> workloadCommand,
    List<String> workloadInfo,
    int vcpus,
    boolean userOnly,
    Sampling sampling,
    Map<String, String> guestFacts,
    boolean mayDrop,
    Path scratchDirectory)
    implements AnalysisContext {

  /** A whole trace of a guest with 256 vCPUs. */
  public static final TestContext DEFAULT =
      new TestContext(
          List.of("workload", "argument"),
          List.of(),
          256,
          false,
          Sampling.ALL,
          Map.of(),
          false,
          Path.of(System.getProperty("java.io.tmpdir")));

  /**
   * The same with another scratch directory.
   *
   * @param directory an existing directory
   */
  public static TestContext withScratchDirectory(final Path directory) {
    return new TestContext(
        DEFAULT.workloadCommand,
        DEFAULT.workloadInfo,
        DEFAULT.vcpus,
        DEFAULT.userOnly,
        DEFAULT.sampling,
        DEFAULT.guestFacts,
        DEFAULT.mayDrop,
        directory);
  }
}
