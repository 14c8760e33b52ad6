package io.memtracer.cluster;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.Sampling;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What analyzers are told of their run, as it goes to executors. */
record SavedContext(
    ArrayList<String> command,
    ArrayList<String> info,
    int vcpus,
    boolean userOnly,
    int blockLog2,
    int ratioLog2,
    LinkedHashMap<String, String> facts,
    boolean mayDrop)
    implements Serializable {

  static SavedContext of(final AnalysisContext context) {
    return new SavedContext(
        new ArrayList<>(context.workloadCommand()),
        new ArrayList<>(context.workloadInfo()),
        context.vcpus(),
        context.userOnly(),
        context.sampling().blockLog2(),
        context.sampling().ratioLog2(),
        new LinkedHashMap<>(context.guestFacts()),
        context.mayDrop());
  }

  /** The same again, with a directory of the executor's. */
  AnalysisContext restore(final Path scratchDirectory) {
    return new Restored(
        List.copyOf(command),
        List.copyOf(info),
        vcpus,
        userOnly,
        new Sampling(blockLog2, ratioLog2),
        Map.copyOf(facts),
        mayDrop,
        scratchDirectory);
  }

  private record Restored(
      List<String> workloadCommand,
      List<String> workloadInfo,
      int vcpus,
      boolean userOnly,
      Sampling sampling,
      Map<String, String> guestFacts,
      boolean mayDrop,
      Path scratchDirectory)
      implements AnalysisContext {}
}
