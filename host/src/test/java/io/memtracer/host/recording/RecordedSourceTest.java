package io.memtracer.host.recording;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.memtracer.host.recording.format.Compression;
import io.memtracer.host.recording.format.RunStart;
import io.memtracer.host.recording.read.Range;
import io.memtracer.host.recording.read.RecordedTrace;
import io.memtracer.host.session.RecordedSource;
import io.memtracer.host.session.request.TraceRequest;
import io.memtracer.host.session.request.TraceRequestBuilder;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.status.TraceException;
import io.memtracer.host.symbols.ImageFiles;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A recorded trace as the source of a run. */
final class RecordedSourceTest {

  @TempDir private Path directory;

  /** What a file says of its run is not to be trusted. */
  @ParameterizedTest
  @CsvSource({
    "0, 0, 0, no guest has 0 vCPUs",
    "257, 0, 0, no guest has 257 vCPUs",
    "1, -1, 0, it can't be sampled by -1:0",
    "1, 60, 5, it can't be sampled by 60:5",
    "1, 2147483647, 2147483647, it can't be sampled by 2147483647:2147483647"
  })
  void refusesARunThatCannotHaveBeen(
      final int vcpus, final int block, final int ratio, final String why) {
    final RunStart start =
        new RunStart(
            "2026-11-30T09:00:00Z", List.of("x"), "", vcpus, false, false, block, ratio, Map.of());
    final Path file = new Recordings(directory, Compression.FAST).recordNothing(start);
    try (RecordedTrace trace = RecordedTrace.open(file)) {
      final RecordedSource source =
          new RecordedSource(trace, Range.ALL, Optional.empty(), ImageFiles.installed());
      final TraceRequestBuilder request =
          TraceRequest.of(new WorkloadSpec(file.toString(), List.of(), true));
      final TraceException refused =
          assertThrows(TraceException.class, () -> source.requested(request));
      assertEquals(file + " is damaged: " + why, refused.getMessage());
    }
  }
}
