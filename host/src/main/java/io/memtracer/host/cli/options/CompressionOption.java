package io.memtracer.host.cli.options;

import io.memtracer.host.recording.format.Compression;
import io.memtracer.host.recording.write.TargetFile;
import io.memtracer.host.session.request.RecordRequest;
import io.memtracer.host.status.TraceException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How small a recorded trace is to be. */
public final class CompressionOption {

  @Option(
      names = "--compression",
      paramLabel = "fast|normal|small",
      description =
          "How small a recorded trace is to be, against the time that takes. Default: normal.")
  private String compression;

  /**
   * The recording that is to be made.
   *
   * @param option that names the file
   * @param file null for none
   * @param traced whether there is a trace
   * @throws TraceException if it can't be made
   */
  public Optional<RecordRequest> recording(
      final String option, final Path file, final boolean traced) {
    if (file == null) {
      if (compression != null) {
        throw TraceException.user("--compression is for recorded traces: see --record");
      }
      return Optional.empty();
    }
    if (!traced) {
      throw TraceException.user("--untraced leaves nothing to record: it excludes " + option);
    }
    TargetFile.check(file);
    return Optional.of(new RecordRequest(file, compression()));
  }

  Compression compression() {
    if (compression == null) {
      return Compression.NORMAL;
    }
    for (final Compression one : Compression.values()) {
      if (one.name().toLowerCase(Locale.ROOT).equals(compression)) {
        return one;
      }
    }
    throw TraceException.user(
        "--compression must be fast, normal or small, but " + compression + " isn't");
  }
}
