package io.memtracer.host.session.request;

import io.memtracer.host.recording.format.Compression;
import java.nio.file.Path;

/**
 * A recording that a run is to make.
 *
 * @param file which must not be there
 * @param compression how small it is to be
 */
public record RecordRequest(Path file, Compression compression) {}
