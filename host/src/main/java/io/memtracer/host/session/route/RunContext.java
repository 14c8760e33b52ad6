package io.memtracer.host.session.route;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.Sampling;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** What analyzers are told about their run; the components are those of the interface. */
public record RunContext(
    List<String> workloadCommand,
    List<String> workloadInfo,
    int vcpus,
    boolean userOnly,
    Sampling sampling,
    Map<String, String> guestFacts,
    boolean mayDrop,
    Path scratchDirectory)
    implements AnalysisContext {

  RunContext withScratchDirectory(final Path directory) {
    return new RunContext(
        workloadCommand, workloadInfo, vcpus, userOnly, sampling, guestFacts, mayDrop, directory);
  }
}
