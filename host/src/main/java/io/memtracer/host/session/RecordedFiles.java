package io.memtracer.host.session;

import io.memtracer.host.recording.format.HostFiles;
import io.memtracer.host.status.FilesSeen;
import java.util.Optional;

/** What a workload saw of files of the machine, as recordings have it. */
final class RecordedFiles {

  private RecordedFiles() {}

  /** As it is to be recorded. */
  static HostFiles write(final FilesSeen seen) {
    return new HostFiles(
        seen.shared(),
        seen.files(),
        seen.bytes(),
        seen.removed(),
        seen.full(),
        seen.names(),
        seen.keptIn().orElse(""),
        seen.leftOut());
  }

  /** As it was recorded. */
  static FilesSeen read(final HostFiles files) {
    return new FilesSeen(
        files.shared(),
        files.files(),
        files.bytes(),
        files.removed(),
        files.full(),
        files.names(),
        Optional.of(files.keptIn()).filter(directory -> !directory.isEmpty()),
        files.leftOut());
  }
}
