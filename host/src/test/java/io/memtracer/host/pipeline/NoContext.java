package io.memtracer.host.pipeline;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.Sampling;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A context of a run that never was. */
public record NoContext(Path scratch) implements AnalysisContext {

  @Override
  public List<String> workloadCommand() {
    return List.of("/bin/true");
  }

  @Override
  public List<String> workloadInfo() {
    return List.of();
  }

  @Override
  public int vcpus() {
    return 1;
  }

  @Override
  public boolean userOnly() {
    return false;
  }

  @Override
  public Sampling sampling() {
    return Sampling.ALL;
  }

  @Override
  public Map<String, String> guestFacts() {
    return Map.of();
  }

  @Override
  public boolean mayDrop() {
    return false;
  }

  @Override
  public Path scratchDirectory() {
    return scratch;
  }
}
