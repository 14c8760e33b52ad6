package io.memtracer.host.symbols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.status.CodeName;
import io.memtracer.host.status.CodePlace;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names in real programs: what nm and addr2line say is what has to come out. */
final class CodeNamesTest {

  private static final String INLINED =
      """
      volatile int cell;
      static inline __attribute__((always_inline)) void bump(void) {
        cell = 1;
      }
      static inline __attribute__((always_inline)) void twice(void) {
        bump();
      }
      int main(void) {
        twice();
        return 0;
      }
      """;

  private static final String SOURCE =
      """
      static int hidden(int x) {
        return x * 3;
      }
      int visible(int x) {
        return hidden(x) + 1;
      }
      int main(int argc, char **argv) {
        (void) argv;
        return visible(argc);
      }
      """;

  /** Where programs of our guests lie. */
  private static final long BASE = 0x5555_5555_4000L;

  private static final int WHOLE = 1 << 30;

  @TempDir private Path directory;

  private static CodeNames names(final FileMapping... mappings) {
    return new CodeNames(
        KernelCode.read(new BufferedReader(new StringReader(""))),
        List.of(mappings),
        GuestCode.NONE);
  }

  private static CodePlace at(final long address) {
    return new CodePlace("", address);
  }

  /** As a loader lays out an image: each part that is loaded, at the base and its address. */
  private static FileMapping[] loaded(final Path file, final long base) throws Exception {
    return loaded(file, base, "");
  }

  private static FileMapping[] loaded(final Path file, final long base, final String program)
      throws Exception {
    final List<FileMapping> mappings = new ArrayList<>();
    for (final String line : CompiledC.run("readelf", "-lW", file.toString()).lines().toList()) {
      final String[] parts = line.strip().split("\\s+", -1);
      if (parts[0].equals("LOAD")) {
        final long offset = Long.decode(parts[1]) & -4096;
        final long address = Long.decode(parts[2]) & -4096;
        final long bytes = Long.decode(parts[4]) + 4096;
        mappings.add(
            new FileMapping(
                base + address,
                base + address + (bytes + 4095 & -4096),
                offset,
                Optional.of(file),
                program));
      }
    }
    return mappings.toArray(FileMapping[]::new);
  }

  @Test
  void namesFunctionsAndLinesOfAProgramWithDebugInformation() throws Exception {
    final Path program = CompiledC.compile(directory, "program", SOURCE, "-g", "-O0", "-pie");
    final long hidden = CompiledC.functions(program).get("hidden");
    final CodeName name =
        names(loaded(program, BASE)).of(List.of(at(BASE + hidden + 4))).get(at(BASE + hidden + 4));
    assertEquals(Optional.of("hidden"), name.function());
    assertEquals(4, name.functionOffset());
    assertEquals(program.toString(), name.image());
    assertEquals(hidden + 4, name.imageOffset());
    assertEquals(1, name.line().orElseThrow().number());
    assertTrue(name.line().get().file().endsWith("program.c"));
  }

  @Test
  void namesFunctionsThatWereInlinedTheInnermostFirst() throws Exception {
    final Path program = CompiledC.compile(directory, "inlined", INLINED, "-g", "-O2", "-pie");
    final List<CodePlace> places = mainOf(program);
    final List<CodeName> store =
        names(loaded(program, BASE)).of(places).values().stream()
            .filter(name -> name.line().map(CodeName.SourceLine::number).equals(Optional.of(3)))
            .toList();
    assertTrue(!store.isEmpty());
    for (final CodeName name : store) {
      assertEquals(List.of("bump", "twice"), name.inlined());
      assertEquals(Optional.of("main"), name.function());
    }
  }

  private static List<CodePlace> mainOf(final Path program) throws Exception {
    final long main = CompiledC.functions(program).get("main");
    return LongStream.range(0, 16).mapToObj(i -> at(BASE + main + i)).toList();
  }

  @Test
  void namesEveryFunctionOfALibraryAsNmDoes() throws Exception {
    final Path library = libc();
    final Map<String, Long> functions = CompiledC.functions(library, "-D", "--defined-only");
    assertTrue(functions.size() > 1000, () -> functions.size() + " functions in " + library);
    final Map<CodePlace, CodeName> names =
        names(loaded(library, BASE))
            .of(functions.values().stream().map(address -> at(BASE + address)).toList());
    final List<String> wrong = new ArrayList<>();
    functions.forEach(
        (function, address) -> {
          final CodeName name = names.get(at(BASE + address));
          final String found = name.function().orElse("");
          if (name.functionOffset() != 0
              || !functions.getOrDefault(found, address).equals(address)) {
            wrong.add(function + " is called " + name);
          }
        });
    assertEquals(List.of(), wrong);
  }

  private static Path libc() throws Exception {
    for (final String line : CompiledC.run("ldd", "/bin/sh").lines().toList()) {
      if (line.contains("libc.so")) {
        return Path.of(line.replaceFirst(".*=> (\\S+) .*", "$1")).toRealPath();
      }
    }
    throw new IOException("sh doesn't use a libc");
  }

  @Test
  void sayWhereInAStrippedImageItIs() throws Exception {
    final Path program = CompiledC.compile(directory, "stripped", SOURCE, "-O0", "-pie", "-s");
    final Path twin = CompiledC.compile(directory, "twin", SOURCE, "-O0", "-pie");
    final long main = CompiledC.functions(twin).get("main");
    assertEquals(
        new CodeName(program.toString(), main, Optional.empty(), 0, List.of(), Optional.empty()),
        names(loaded(program, BASE)).of(List.of(at(BASE + main))).get(at(BASE + main)));
  }

  @Test
  void takeSymbolsOfADebugFile() throws Exception {
    final Path program =
        CompiledC.compile(directory, "apart", SOURCE, "-g", "-O0", "-Wl,--build-id=0xabcdef0123");
    final long main = CompiledC.functions(program).get("main");
    CompiledC.moveDebugInformation(program, directory.resolve("debug/.build-id/ab/cdef0123.debug"));
    final CodeNames names =
        new CodeNames(
            KernelCode.read(new BufferedReader(new StringReader(""))),
            List.of(loaded(program, BASE)),
            GuestCode.NONE,
            new ImageFiles(directory.resolve("debug")));
    assertEquals(
        Optional.of("main"), names.of(List.of(at(BASE + main))).get(at(BASE + main)).function());
  }

  /** A trace names images that may have been built anew, or removed, since it was recorded. */
  @ParameterizedTest
  @ValueSource(
      strings = {"kept/old", "kept/.build-id/ab/cdef0124", "kept/.build-id/ab/cdef0124.debug"})
  void areThoseOfAnImageThatIsSomewhereElse(final String place) throws Exception {
    final Path program =
        CompiledC.compile(directory, "old", SOURCE, "-g", "-O0", "-Wl,--build-id=0xabcdef0124");
    final long main = CompiledC.functions(program).get("main");
    final FileMapping[] mappings = codeOf(program);
    final Path kept = directory.resolve(place);
    Files.createDirectories(kept.getParent());
    if (place.endsWith(".debug")) {
      CompiledC.run("objcopy", "--only-keep-debug", program.toString(), kept.toString());
      Files.writeString(program, "another one");
    } else {
      Files.move(program, kept);
    }
    final ImageFiles files = ImageFiles.with(List.of(directory.resolve("kept")));
    assertEquals(Optional.empty(), files.find(program, "build-id:abcdef0125"));
    assertEquals(Optional.of(program), files.find(program, "build-id:abcdef0124"));
    final CodeName name =
        new CodeNames(KernelCode.UNKNOWN, List.of(mappings), GuestCode.NONE, files)
            .of(List.of(at(BASE + main)))
            .get(at(BASE + main));
    assertEquals(Optional.of("main"), name.function());
    assertEquals(program.toString(), name.image());
    assertEquals(7, name.line().orElseThrow().number());
  }

  /** What a guest tells of: code is mapped as whole pages. */
  private static FileMapping[] codeOf(final Path program) throws Exception {
    for (final String line : CompiledC.run("readelf", "-lW", program.toString()).lines().toList()) {
      final String[] parts = line.strip().split("\\s+", -1);
      if (parts[0].equals("LOAD") && line.contains(" R E ")) {
        final long address = Long.decode(parts[2]) & -4096;
        final long end = (Long.decode(parts[2]) + Long.decode(parts[5]) + 4095) & -4096;
        return new FileMapping[] {
          new FileMapping(
              BASE + address, BASE + end, Long.decode(parts[1]) & -4096, Optional.of(program), "")
        };
      }
    }
    throw new AssertionError("no code");
  }

  @Test
  void leaveOutWhatTwoProgramsHaveDifferentlyAtOneAddress() throws Exception {
    final Path one = CompiledC.compile(directory, "one", SOURCE, "-O0", "-pie");
    final Path two =
        CompiledC.compile(
            directory, "two", "int other(void) { return 2; }\n" + SOURCE, "-O0", "-pie");
    final long main = CompiledC.functions(one).get("main");
    final List<FileMapping> both = new ArrayList<>(List.of(loaded(one, BASE)));
    both.addAll(List.of(loaded(two, BASE)));
    assertEquals(Map.of(), names(both.toArray(FileMapping[]::new)).of(List.of(at(BASE + main))));
    final List<FileMapping> twice = new ArrayList<>(List.of(loaded(one, BASE)));
    twice.addAll(List.of(loaded(one, BASE)));
    assertEquals(1, names(twice.toArray(FileMapping[]::new)).of(List.of(at(BASE + main))).size());
    twice.add(new FileMapping(BASE, BASE + WHOLE, 0, Optional.empty(), ""));
    assertEquals(Map.of(), names(twice.toArray(FileMapping[]::new)).of(List.of(at(BASE + main))));
  }

  @Test
  void knowWhoseTheAddressIsWhereTwoProgramsHaveDifferentCode() throws Exception {
    final Path one = CompiledC.compile(directory, "one", SOURCE, "-O0", "-pie");
    final Path two =
        CompiledC.compile(
            directory, "two", "int other(void) { return 2; }\n" + SOURCE, "-O0", "-pie");
    final long address = BASE + CompiledC.functions(one).get("main") + 4;
    final List<FileMapping> both = new ArrayList<>(List.of(loaded(one, BASE, "./one")));
    both.addAll(List.of(loaded(two, BASE, "./two")));
    final CodePlace inOne = new CodePlace("./one", address);
    final CodePlace inTwo = new CodePlace("./two", address);
    final Map<CodePlace, CodeName> names =
        names(both.toArray(FileMapping[]::new)).of(List.of(inOne, inTwo, at(address)));
    assertEquals(Optional.of("main"), names.get(inOne).function());
    assertEquals(two.toString(), names.get(inTwo).image());
    assertEquals(2, names.size());
  }

  @Test
  void spellNamesOfOtherLanguagesAsTheirSourceDoes() {
    assertEquals(
        Map.of("_ZN3foo3barEi", "foo::bar(int)", "_ZSt4cout", "std::cout"),
        Demangler.demangle(List.of("main", "_ZN3foo3barEi", "_ZSt4cout")));
  }

  @Test
  void sayWhereInAFileOfTheGuestItIs() {
    final FileMapping library =
        new FileMapping(BASE, BASE + WHOLE, 0x1000, Optional.empty(), "/lib/libx.so", "");
    assertEquals(
        new CodeName(
            "guest:/lib/libx.so", 0x1010, Optional.empty(), 0, List.of(), Optional.empty()),
        names(library).of(List.of(at(BASE + 16))).get(at(BASE + 16)));
    final FileMapping other =
        new FileMapping(BASE, BASE + WHOLE, 0x2000, Optional.empty(), "/lib/libx.so", "");
    assertEquals(Map.of(), names(library, other).of(List.of(at(BASE + 16))));
  }

  /** Of the file that the guest sends, by what that says itself. */
  @Test
  void haveLinesOfAFileOfTheGuest() throws Exception {
    final Path program = CompiledC.compile(directory, "program", SOURCE, "-g", "-O0", "-pie");
    final long hidden = BASE + CompiledC.functions(program).get("hidden") + 4;
    final CodeName name = inGuest(program).of(List.of(at(hidden))).get(at(hidden));
    assertEquals("guest:/bin/it", name.image());
    assertEquals(Optional.of("hidden"), name.function());
    assertEquals(4, name.functionOffset());
    assertEquals(1, name.line().orElseThrow().number());
    assertTrue(name.line().get().file().endsWith("program.c"));
  }

  /** The guest's program, as /bin/it. */
  private CodeNames inGuest(final Path program) throws Exception {
    final FileMapping there = codeOf(program)[0];
    return new CodeNames(
        KernelCode.UNKNOWN,
        List.of(
            new FileMapping(
                there.start(), there.end(), there.fileOffset(), Optional.empty(), "/bin/it", "")),
        new GuestFileCopies(path -> Optional.of(program).filter(it -> path.equals("/bin/it"))),
        ImageFiles.with(List.of(directory.resolve("debug"))));
  }

  /** The guest's program is stripped, and addr2line is asked about what is here. */
  @Test
  void areThoseOfADebugFileThatOnlyThisMachineHas() throws Exception {
    final Path program =
        CompiledC.compile(
            directory, "it", INLINED, "-g", "-O2", "-pie", "-Wl,--build-id=0xabcdef0127");
    final List<CodePlace> places = mainOf(program);
    final Path debugFile = directory.resolve("debug/.build-id/ab/cdef0127.debug");
    CompiledC.moveDebugInformation(program, debugFile);
    final Map<CodePlace, CodeName> names = inGuest(program).of(places);
    assertEquals(
        CompiledC.lines(debugFile, places.stream().map(at -> at.address() - BASE).toList()),
        places.stream().map(names::get).map(CodeName::line).map(CompiledC::line).toList());
    assertEquals(
        Set.of(List.of(), List.of("bump", "twice")),
        names.values().stream().map(CodeName::inlined).collect(Collectors.toSet()));
  }

  @Test
  void doWithoutFilesThatAreNoImages() throws Exception {
    final Path text = Files.writeString(directory.resolve("text"), "no image");
    final Path fifo = directory.resolve("fifo");
    CompiledC.run("mkfifo", fifo.toString());
    for (final Path file : List.of(text, fifo, directory, directory.resolve("missing"))) {
      assertEquals(
          Map.of(),
          names(new FileMapping(0, WHOLE, 0, Optional.of(file), "")).of(List.of(at(4096))),
          file.toString());
    }
  }
}
