package io.memtracer.host.status;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A recorded trace that a run has made.
 *
 * @param file where it is
 * @param records how many are in it
 * @param bytes how long it is
 * @param stopped why it ends before the run; empty if it doesn't
 */
public record Recorded(Path file, long records, long bytes, Optional<String> stopped) {}
