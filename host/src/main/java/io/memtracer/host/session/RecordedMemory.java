package io.memtracer.host.session;

import io.memtracer.host.recording.format.Memory;
import io.memtracer.host.symbols.DataMapping;
import io.memtracer.host.symbols.FileIdentity;
import io.memtracer.host.symbols.ImageFiles;
import io.memtracer.host.symbols.KernelAreas;
import io.memtracer.host.symbols.KernelSymbols;
import io.memtracer.host.symbols.KnownData;
import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What is known of data, as recordings have it. */
final class RecordedMemory {

  /** What files of this machine are now, by what a recording calls them. */
  private final Map<String, Optional<Path>> files = new HashMap<>();

  private final Memory memory;
  private final ImageFiles images;

  private RecordedMemory(final Memory memory, final ImageFiles images) {
    this.memory = memory;
    this.images = images;
  }

  /** As it is to be recorded; empty for a kernel that says more than one can say. */
  static Optional<Memory> write(final KnownData data) {
    final String symbols = data.kernel().kallsyms();
    return symbols.length() > Memory.MAX_SYMBOLS_CHARS
        ? Optional.empty()
        : Optional.of(
            new Memory(
                symbols,
                data.kernel().areas().facts(),
                data.before().stream().map(RecordedMemory::write).toList(),
                data.since().stream().map(RecordedMemory::write).toList(),
                identities(data.since())));
  }

  private static Memory.Mapping write(final DataMapping mapping) {
    return new Memory.Mapping(
        mapping.start(),
        mapping.end(),
        mapping.fileOffset(),
        Memory.Use.valueOf(mapping.kind().name()),
        mapping.name(),
        mapping.hostFile().map(Path::toString).orElse(""),
        mapping.code(),
        mapping.program());
  }

  /** Only images are looked into again: of other files their names are all that is said. */
  private static Map<String, String> identities(final List<DataMapping> mappings) {
    final FileIdentity identity = new FileIdentity();
    final Map<String, String> identities = new TreeMap<>();
    mappings.stream()
        .filter(DataMapping::code)
        .flatMap(mapping -> mapping.hostFile().stream())
        .forEach(file -> identities.put(file.toString(), identity.of(file)));
    return identities;
  }

  /** As it was recorded. A file that is another one by now, and nowhere else, names nothing. */
  static KnownData read(final Memory memory, final ImageFiles images) {
    final RecordedMemory reader = new RecordedMemory(memory, images);
    return new KnownData(
        KernelSymbols.read(
                new BufferedReader(new StringReader(memory.kernelSymbols())),
                KernelAreas.of(memory.kernelFacts()))
            .data(),
        memory.before().stream().map(reader::read).toList(),
        memory.since().stream().map(reader::read).toList());
  }

  private DataMapping read(final Memory.Mapping one) {
    final Optional<Path> file =
        one.code() || memory.identities().containsKey(one.hostFile())
            ? files.computeIfAbsent(one.hostFile(), this::sameFile)
            : RecordedPath.of(one.hostFile());
    return new DataMapping(
        one.start(),
        one.end(),
        one.fileOffset(),
        DataMapping.Kind.valueOf(one.use().name()),
        one.hostFile().isEmpty() || file.isPresent() ? one.name() : "",
        file,
        one.code(),
        one.program());
  }

  private Optional<Path> sameFile(final String file) {
    return RecordedPath.of(file)
        .flatMap(path -> images.find(path, memory.identities().getOrDefault(file, "")));
  }
}
