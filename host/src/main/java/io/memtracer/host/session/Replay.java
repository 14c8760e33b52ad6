package io.memtracer.host.session;

import io.memtracer.host.recording.read.Range;
import java.nio.file.Path;
import java.util.List;

/**
 * What is to be replayed, and how.
 *
 * @param file a recorded trace
 * @param range which of its records
 * @param threads how many look at pieces of it; 1: all in order
 * @param debugDirectories where programs and libraries are looked for that aren't any more where
 *     they were
 */
public record Replay(Path file, Range range, int threads, List<Path> debugDirectories) {

  public Replay {
    debugDirectories = List.copyOf(debugDirectories);
  }
}
