package io.memtracer.host.dispatch.partition;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.Sampling;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The context of one of several analyzers that look like one: the same facts, a scratch directory
 * of its own.
 */
record PartContext(AnalysisContext whole, Path scratchDirectory) implements AnalysisContext {

  static PartContext of(final AnalysisContext whole, final String part) {
    try {
      return new PartContext(
          whole, Files.createDirectories(whole.scratchDirectory().resolve(part)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public List<String> workloadCommand() {
    return whole.workloadCommand();
  }

  @Override
  public List<String> workloadInfo() {
    return whole.workloadInfo();
  }

  @Override
  public int vcpus() {
    return whole.vcpus();
  }

  @Override
  public boolean userOnly() {
    return whole.userOnly();
  }

  @Override
  public Sampling sampling() {
    return whole.sampling();
  }

  @Override
  public Map<String, String> guestFacts() {
    return whole.guestFacts();
  }

  @Override
  public boolean mayDrop() {
    return whole.mayDrop();
  }
}
