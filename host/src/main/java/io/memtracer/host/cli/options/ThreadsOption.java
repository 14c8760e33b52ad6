package io.memtracer.host.cli.options;

import io.memtracer.host.session.request.AnalyzerThreads;
import io.memtracer.host.status.TraceException;
import picocli.CommandLine.Option;

/** On which threads analyzers look at a live trace. */
public final class ThreadsOption {

  @Option(
      names = "--threads",
      paramLabel = "shared|dedicated|N",
      description =
          "All analyzers in turn on one thread (the default, and right for few cores), or a thread"
              + " for each; with a number N also that many for one whose work they can share"
              + " (cache).")
  private String threads = "shared";

  /**
   * What was asked for.
   *
   * @throws TraceException if that can't be
   */
  public AnalyzerThreads parsed() {
    if (threads.matches("[0-9]{1,3}")) {
      final int count = Integer.parseInt(threads);
      if (count >= 1 && count <= AnalyzerThreads.MAX_SHARES) {
        return AnalyzerThreads.of(count);
      }
    }
    return switch (threads) {
      case "shared" -> AnalyzerThreads.SHARED;
      case "dedicated" -> AnalyzerThreads.DEDICATED;
      default ->
          throw TraceException.user(
              "--threads must be shared, dedicated or a number from 1 to %d, but %s isn't"
                  .formatted(AnalyzerThreads.MAX_SHARES, threads));
    };
  }
}
