package io.memtracer.host.recording;

import io.memtracer.host.recording.format.Asides;
import io.memtracer.host.recording.format.Compression;
import io.memtracer.host.recording.format.HostFiles;
import io.memtracer.host.recording.format.Layout;
import io.memtracer.host.recording.format.Memory;
import io.memtracer.host.recording.format.Names;
import io.memtracer.host.recording.format.RunEnd;
import io.memtracer.host.recording.format.RunStart;
import io.memtracer.host.recording.write.Recorder;
import io.memtracer.host.recording.write.TargetFile;
import io.memtracer.host.ring.SharedRings;
import io.memtracer.host.status.Recorded;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes recordings of what comes out of seeded rings, and keeps what came. */
final class Recordings {

  /** Something of each kind. */
  static final Asides ASIDES =
      new Asides(
          Optional.of(
              new Names(
                  List.of(new Names.KernelFunction(-4096, -2048, "idle", "[kernel]")),
                  List.of(new Names.Mapping(4096, 8192, 0, "/bin/it", "sha256:00", "it")))),
          Optional.of(
              new Memory(
                  "ffffffff81400000 D _sdata\n",
                  Map.of("vmalloc_base", "0xffffc90000000000"),
                  List.of(
                      new Memory.Mapping(
                          4096, 8192, 0, Memory.Use.HEAP, "[heap]", "", false, "it")),
                  List.of(
                      new Memory.Mapping(
                          4096, 8192, 0, Memory.Use.FILE, "/bin/it", "/bin/it", true, "it")),
                  Map.of("/bin/it", "sha256:00"))),
          Optional.of(new HostFiles(List.of("/"), 1, 2, 3, false, List.of("/x"), "", List.of())));

  private final Path directory;
  private final Compression compression;
  private Heard heard = new Heard();
  private int chunkRecords = Layout.CHUNK_RECORDS;
  private int files;

  Recordings(final Path directory, final Compression compression) {
    this.directory = directory;
    this.compression = compression;
  }

  /** With at most so many records in a chunk. */
  Recordings chunks(final int records) {
    chunkRecords = records;
    return this;
  }

  /** What came out of the rings in the last one. */
  Heard heard() {
    return heard;
  }

  /** Records so many messages of about so many records. */
  Recorded record(final long seed, final int messages, final int records) {
    final Path file = next();
    try (Recorder recorder = begin(file)) {
      drain(recorder, seed, messages, records);
      return recorder.finish(end(recorder.records()), ASIDES);
    }
  }

  /** The same, but nothing is said behind the last chunk. */
  Path recordWithoutEnd(final long seed, final int messages, final int records) {
    final Path file = next();
    try (Recorder recorder = begin(file)) {
      drain(recorder, seed, messages, records);
    }
    return file;
  }

  /** Records a run that made no accesses. */
  Path recordNothing(final RunStart start) {
    final Path file = next();
    try (Recorder recorder = begin(file, start)) {
      recorder.finish(end(0), ASIDES);
    }
    return file;
  }

  private Path next() {
    return directory.resolve("trace-" + files++ + ".mtrace");
  }

  private void drain(
      final Recorder recorder, final long seed, final int messages, final int records) {
    final SeededRings rings = new SeededRings(directory.resolve("rings-" + files), seed);
    heard = new Heard();
    try (SharedRings intake = rings.open(recorder)) {
      for (int i = 0; i < messages; i++) {
        rings.write(records);
        heard.drain(intake);
      }
    }
    recorder.flush();
  }

  Recorder begin(final Path file) {
    return begin(
        file,
        new RunStart(
            "2026-11-30T09:00:00Z", List.of("seeded"), "", 2, false, false, 0, 0, Map.of()));
  }

  private Recorder begin(final Path file, final RunStart start) {
    return Recorder.begin(TargetFile.create(file), compression, start, chunkRecords);
  }

  private static RunEnd end(final long records) {
    return new RunEnd(
        records,
        "",
        "",
        "exited",
        0,
        1_000_000,
        new RunEnd.Counters(records, records, records, 0, 0, 0, List.of(-1L, -1L, -1L, -1L)),
        "",
        List.of(),
        "",
        List.of(),
        0,
        0,
        new RunEnd.Chosen(false, 0, 0, "", "", 0),
        Map.of());
  }
}
