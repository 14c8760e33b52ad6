package io.memtracer.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.recording.format.Memory;
import io.memtracer.host.status.DataName;
import io.memtracer.host.status.DataPlace;
import io.memtracer.host.symbols.DataMapping;
import io.memtracer.host.symbols.DataMapping.Kind;
import io.memtracer.host.symbols.GuestCode;
import io.memtracer.host.symbols.ImageFiles;
import io.memtracer.host.symbols.KernelAreas;
import io.memtracer.host.symbols.KernelSymbols;
import io.memtracer.host.symbols.KnownData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names that come out of a recording are those that went into it. */
final class RecordedMemoryTest {

  private static final int PAGE = 4096;
  private static final String PROGRAM = "./it";

  @TempDir private Path directory;

  private static DataMapping mapping(
      final int page,
      final Kind kind,
      final String name,
      final Optional<Path> file,
      final boolean code) {
    final long start = (long) page * PAGE;
    return new DataMapping(start, start + PAGE, 0, kind, name, file, code, PROGRAM);
  }

  private static KnownData known(final List<DataMapping> since) {
    final String kallsyms =
        """
        ffffffff81400000 D _sdata
        ffffffff81400000 D init_stack
        ffffffff81404000 d count
        ffffffff81404040 D _edata
        """;
    final KernelAreas areas =
        KernelAreas.of(Map.of("per_cpu_0", "0xffff88803e800000,0,0x35000", "release", "6.1"));
    return new KnownData(
        KernelSymbols.read(new BufferedReader(new StringReader(kallsyms)), areas).data(),
        List.of(mapping(1, Kind.STACK, "[stack]", Optional.empty(), false)),
        since);
  }

  private static Map<DataPlace, DataName> names(final KnownData data) {
    final List<DataPlace> places = new ArrayList<>();
    for (int page = 0; page < 16; page++) {
      places.add(new DataPlace(PROGRAM, (long) page * PAGE + 8));
      places.add(new DataPlace("", (long) page * PAGE));
    }
    places.add(new DataPlace("", 0xffff_ffff_8140_4010L));
    places.add(new DataPlace("", 0xffff_8880_3e80_0010L));
    return data.names(ImageFiles.installed(), GuestCode.NONE).of(places);
  }

  private static KnownData again(final KnownData data) {
    return RecordedMemory.read(RecordedMemory.write(data).orElseThrow(), ImageFiles.installed());
  }

  @Test
  void namesWhatWasNamed() {
    final List<DataMapping> since = new ArrayList<>();
    final List<Kind> kinds = List.of(Kind.values());
    for (final Kind kind : kinds) {
      // A stack is in memory that is something else, too.
      final Kind place = kind == Kind.THREAD ? Kind.ANONYMOUS : kind;
      since.add(mapping(2 + kinds.indexOf(place), kind, "/name", Optional.empty(), false));
    }
    final KnownData data = known(since);
    assertEquals(names(data), names(again(data)));
    final int places = kinds.size() - 1;
    assertEquals(1 + 2 * places + 2, names(data).size(), "all but a stack of before");
    assertTrue(names(data).containsValue(DataName.area("[stack of thread /name]")));
    assertEquals(
        Map.of("per_cpu_0", "0xffff88803e800000,0,0x35000"),
        RecordedMemory.write(data).orElseThrow().kernelFacts());
  }

  /** Other files are never looked into: what their names are is known without them. */
  @Test
  void namesNothingInImagesThatAreOthersByNow() throws IOException {
    final Path image = Files.writeString(directory.resolve("image"), "as it was");
    final Path file = Files.writeString(directory.resolve("file"), "as it was");
    final KnownData data =
        known(
            List.of(
                mapping(2, Kind.FILE, image.toString(), Optional.of(image), true),
                mapping(3, Kind.FILE, image.toString(), Optional.of(image), false),
                mapping(4, Kind.FILE, file.toString(), Optional.of(file), false)));
    final Memory recorded = RecordedMemory.write(data).orElseThrow();
    final Map<DataPlace, DataName> live = names(data);
    assertEquals(live, names(RecordedMemory.read(recorded, ImageFiles.installed())));
    Files.writeString(image, "as it is");
    Files.writeString(file, "as it is");
    final Map<DataPlace, DataName> later =
        names(RecordedMemory.read(recorded, ImageFiles.installed()));
    assertEquals(live.size() - 4, later.size());
    live.keySet().removeIf(place -> place.address() >> 12 == 2 || place.address() >> 12 == 3);
    assertEquals(live, later);
  }

  @Test
  void opensNoFileOfWhichNothingIsKnown() {
    final Memory.Mapping image =
        new Memory.Mapping(PAGE, 2 * PAGE, 0, Memory.Use.FILE, "/bin/sh", "/bin/sh", true, PROGRAM);
    final Memory.Mapping noPath =
        new Memory.Mapping(2 * PAGE, 3 * PAGE, 0, Memory.Use.FILE, "a", "\0", false, PROGRAM);
    final KnownData read =
        RecordedMemory.read(
            new Memory("nonsense", Map.of(), List.of(), List.of(image, noPath), Map.of()),
            ImageFiles.installed());
    assertEquals(
        List.of(Optional.empty(), Optional.empty()),
        read.since().stream().map(DataMapping::hostFile).toList());
    assertEquals(Map.of(), names(read));
  }
}
