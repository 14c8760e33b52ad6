package io.memtracer.host.symbols;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.host.status.DataName;
import io.memtracer.host.status.DataPlace;
import io.memtracer.host.symbols.DataMapping.Kind;
import java.io.BufferedReader;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Names of data in real images and in made-up memory. */
final class DataNamesTest {

  private static final String SOURCE =
      """
      int filled[100] = {1, 2, 3};
      static int zeros[5000];
      const char constant[] = "a constant";
      int main(void) {
        return filled[1] + zeros[filled[0]] + constant[filled[2]];
      }
      """;

  private static final long BASE = 0x5555_5555_4000L;
  private static final long LOW = 0x1000_0000L;

  @TempDir private Path directory;

  private static DataMapping row(
      final long start, final long end, final Kind kind, final String name, final String program) {
    return new DataMapping(start, end, 0, kind, name, Optional.empty(), false, program);
  }

  private static DataNames names(final List<DataMapping> before, final List<DataMapping> since) {
    return names(Mappings.of(before, true), Mappings.of(since, true));
  }

  private static DataNames names(final Mappings before, final Mappings since) {
    return KnownData.of(KernelData.UNKNOWN, before, since)
        .names(ImageFiles.installed(), GuestCode.NONE);
  }

  private static Optional<DataName> at(
      final List<DataMapping> since, final String program, final long address) {
    final DataPlace place = new DataPlace(program, address);
    return Optional.ofNullable(names(List.of(), since).of(List.of(place)).get(place));
  }

  /**
   * As ld.so lays out a library: first room for all of it, of the file; over that its parts, and
   * over the last of them what begins as zeros.
   */
  private static List<DataMapping> loaded(final Path file, final long base, final String program)
      throws Exception {
    final List<DataMapping> mappings = new ArrayList<>();
    long whole = 0;
    for (final String line : CompiledC.run("readelf", "-lW", file.toString()).lines().toList()) {
      final String[] parts = line.strip().split("\\s+", -1);
      if (parts[0].equals("LOAD")) {
        final long address = Long.decode(parts[2]);
        final long fileEnd = address + Long.decode(parts[4]);
        final long end = pageUp(address + Long.decode(parts[5]));
        mappings.add(
            new DataMapping(
                base + (address & -4096),
                base + pageUp(fileEnd),
                Long.decode(parts[1]) & -4096,
                Kind.FILE,
                file.toString(),
                Optional.of(file),
                line.contains(" E "),
                program));
        if (end > pageUp(fileEnd)) {
          mappings.add(row(base + pageUp(fileEnd), base + end, Kind.ANONYMOUS, "", program));
        }
        whole = end;
      }
    }
    mappings.add(
        0,
        new DataMapping(
            base, base + whole, 0, Kind.FILE, file.toString(), Optional.of(file), false, program));
    return mappings;
  }

  private static long pageUp(final long address) {
    return address + 4095 & -4096;
  }

  private Path compile(final String name, final String... options) throws Exception {
    return CompiledC.compile(directory, name, SOURCE, options);
  }

  @Test
  void namesVariablesWhereverTheyAreInAnImage() throws Exception {
    for (final String option : List.of("-pie", "-no-pie", "-static")) {
      final Path program = compile("program" + option, option);
      final long base = option.equals("-pie") ? BASE : 0;
      final List<DataMapping> mappings = loaded(program, base, "./program");
      for (final String variable : List.of("filled", "zeros", "constant")) {
        final long address = base + CompiledC.variables(program).get(variable);
        assertEquals(
            Optional.of(DataName.inVariable(program.toString(), variable, 8)),
            at(mappings, "./program", address + 8),
            option);
      }
    }
  }

  /** The same program as one that only the guest has; it is asked for if its data is. */
  @Test
  void namesVariablesOfImagesOfTheGuest() throws Exception {
    for (final String option : List.of("-pie", "-no-pie")) {
      final Path program = compile("program" + option, option);
      final long base = option.equals("-pie") ? BASE : 0;
      final List<DataMapping> rows =
          loaded(program, base, "./program").stream()
              .map(row -> row.kind() == Kind.FILE ? ofGuest(row) : row)
              .toList();
      final List<String> asked = new ArrayList<>();
      final GuestCode guest =
          new GuestFileCopies(
              path -> {
                asked.add(path);
                return Optional.of(program);
              });
      final DataNames names =
          KnownData.of(KernelData.UNKNOWN, Mappings.of(List.of(), true), Mappings.of(rows, true))
              .names(ImageFiles.installed(), guest);
      assertEquals(Map.of(), names.of(List.of(new DataPlace("./program", LOW))));
      assertEquals(List.of(), asked);
      for (final String variable : List.of("filled", "zeros", "constant")) {
        final long address = base + CompiledC.variables(program).get(variable) + 8;
        final DataPlace place = new DataPlace("./program", address);
        assertEquals(
            DataName.inVariable("guest:/bin/it", variable, 8),
            names.of(List.of(place)).get(place),
            option);
      }
      assertEquals(List.of("/bin/it", "/bin/it", "/bin/it"), asked);
    }
  }

  private static DataMapping ofGuest(final DataMapping row) {
    return new DataMapping(
        row.start(),
        row.end(),
        row.fileOffset(),
        Kind.FILE,
        "/bin/it",
        Optional.empty(),
        row.code(),
        row.program());
  }

  @Test
  void saysWhereInAStrippedImageItIs() throws Exception {
    final long address = CompiledC.variables(compile("twin", "-pie")).get("zeros") + 16;
    final Path program = compile("stripped", "-pie", "-s");
    assertEquals(
        Optional.of(DataName.inFile(program.toString(), address)),
        at(loaded(program, BASE, ""), "./stripped", BASE + address));
  }

  @Test
  void givesEachProgramItsOwn() throws Exception {
    final Path one = compile("one", "-pie");
    final List<DataMapping> both = new ArrayList<>(loaded(one, BASE, "./one"));
    final long address = BASE + CompiledC.variables(one).get("filled");
    both.add(row(address & -4096, address + 4096, Kind.HEAP, "", "./two"));
    assertEquals(
        Optional.of(DataName.inVariable(one.toString(), "filled", 0)), at(both, "./one", address));
    assertEquals(Optional.of(DataName.area("[heap]")), at(both, "./two", address));
    assertEquals(Optional.empty(), at(both, "", address), "of either");
    assertEquals(Optional.empty(), at(both, "./three", address), "of another");
  }

  @Test
  void namesDifferentThingsOfAProgramInTheOrderInWhichTheyCame() throws Exception {
    final Path one = compile("one", "-pie");
    final long address = BASE + CompiledC.variables(one).get("filled");
    final DataName filled = DataName.inVariable(one.toString(), "filled", 0);
    final DataName heap = DataName.area("[heap]");
    final DataMapping later = row(address & -4096, address + 4096, Kind.HEAP, "", "p");
    final List<DataMapping> rows = new ArrayList<>(loaded(one, BASE, "p"));
    rows.add(later);
    assertEquals(Optional.of(DataName.inTurn(List.of(filled, heap))), at(rows, "p", address));
    rows.add(0, later);
    assertEquals(Optional.of(DataName.inTurn(List.of(heap, filled))), at(rows, "p", address));
    rows.add(row(address & -4096, address + 4096, Kind.STACK, "", ""));
    assertEquals(Optional.empty(), at(rows, "p", address), "maybe another program's");
  }

  /** Memory that was asked for is part of an image only where that begins with zeros. */
  @Test
  void tellsWhatAnImageHadFromWhatCameInItsPlace() throws Exception {
    final Path one = compile("one", "-pie");
    final Map<String, Long> variables = CompiledC.variables(one);
    final List<DataMapping> rows = new ArrayList<>(loaded(one, BASE, "p"));
    rows.add(row(BASE, BASE + (1 << 20), Kind.ANONYMOUS, "", "p"));
    final DataName anonymous = DataName.area("[anonymous]");
    for (final String variable : List.of("filled", "constant")) {
      final DataName name = DataName.inVariable(one.toString(), variable, 0);
      assertEquals(
          Optional.of(DataName.inTurn(List.of(name, anonymous))),
          at(rows, "p", BASE + variables.get(variable)));
    }
    assertEquals(
        Optional.of(DataName.inVariable(one.toString(), "zeros", 8192)),
        at(rows, "p", BASE + variables.get("zeros") + 8192));
  }

  @Test
  void countsThingsBeyondAFew() {
    final List<DataMapping> rows = new ArrayList<>();
    for (int file = 0; file < 9; file++) {
      rows.add(row(LOW, LOW + 4096, Kind.UNLINKED, "memfd:" + file % 7, "p"));
    }
    final DataName name = at(rows, "p", LOW + 8).orElseThrow();
    assertEquals(
        List.of("[memfd:0]+8", "[memfd:1]+8", "[memfd:2]+8", "[memfd:3]+8"),
        name.things().map(DataNamesTest::text).toList());
    assertEquals(3, name.laterUnnamed());
  }

  @Test
  void leavesOutWhatIsAtTwoPlacesOfAnImage() throws Exception {
    final Path one = compile("one", "-pie");
    final long address = BASE + CompiledC.variables(one).get("filled");
    final List<DataMapping> again = new ArrayList<>(loaded(one, BASE, "p"));
    again.addAll(loaded(one, BASE - 4096, "p"));
    assertEquals(Optional.empty(), at(again, "p", address), "the same image at another place");
    again.clear();
    again.addAll(loaded(one, BASE, "p"));
    again.addAll(loaded(one, BASE, "p"));
    assertEquals("filled", at(again, "p", address).orElseThrow().symbol().orElseThrow());
  }

  @Test
  void tellsWhatMemoryIsFor() {
    final List<DataMapping> rows = new ArrayList<>();
    final List<Kind> kinds = new ArrayList<>(List.of(Kind.values()));
    kinds.remove(Kind.THREAD);
    for (final Kind kind : kinds) {
      final long start = LOW + rows.size() * 4096L;
      rows.add(
          new DataMapping(start, start + 4096, 0x3000, kind, "[a]", Optional.empty(), false, "p"));
    }
    assertEquals(
        List.of("guest:[a]+3010", "[anonymous]", "[heap]", "[stack]", "[a]", "[[a]]+3010"),
        rows.stream()
            .map(there -> at(rows, "p", there.start() + 16).orElseThrow())
            .map(DataNamesTest::text)
            .toList());
    assertEquals(Optional.empty(), at(rows, "p", LOW + kinds.size() * 4096L));
  }

  @Test
  void knowsThreadsByTheirStacks() {
    final long place = LOW + 16;
    final List<DataMapping> rows = new ArrayList<>();
    rows.add(row(LOW, LOW + 4096, Kind.THREAD, "main/71", "p"));
    assertEquals(Optional.empty(), at(rows, "p", place), "of what isn't memory");
    rows.add(row(LOW, LOW + 8192, Kind.ANONYMOUS, "", "p"));
    rows.add(row(LOW, LOW + 4096, Kind.THREAD, "a/b/71", "p"));
    assertEquals("[stack of thread a/b/71]", text(at(rows, "p", place).orElseThrow()));
    assertEquals("[anonymous]", text(at(rows, "p", LOW + 4096).orElseThrow()));
    rows.add(row(LOW, LOW + 4096, Kind.THREAD, "a/b/72", "q"));
    assertEquals("[stack of thread a/b/71]", text(at(rows, "p", place).orElseThrow()));
    rows.add(row(LOW, LOW + 4096, Kind.THREAD, "a/b/72", "p"));
    assertEquals("[stack of threads]", text(at(rows, "p", place).orElseThrow()));
    rows.add(row(LOW, LOW + 4096, Kind.THREAD, "", "p"));
    assertEquals("[anonymous]", text(at(rows, "p", place).orElseThrow()), "not only");
  }

  private static String text(final DataName name) {
    return name.owner()
        + name.offset().stream()
            .mapToObj(offset -> "+" + Long.toHexString(offset))
            .findFirst()
            .orElse("");
  }

  @Test
  void saysNoMoreThanAllAgreeOn() {
    final List<DataMapping> rows =
        List.of(
            new DataMapping(LOW, LOW + 4096, 0, Kind.FILE, "/x", Optional.empty(), false, "p"),
            new DataMapping(LOW, LOW + 4096, 8192, Kind.FILE, "/x", Optional.empty(), false, "p"));
    assertEquals(Optional.of(DataName.area("guest:/x")), at(rows, "p", LOW));
    final List<DataMapping> unknown = new ArrayList<>(rows);
    unknown.add(row(LOW, LOW + 4096, Kind.FILE, "", "p"));
    assertEquals(Optional.empty(), at(unknown, "p", LOW));
  }

  @Test
  void doesNotTakeWhatWasThereBeforeForAProgramThatCame() {
    final List<DataMapping> before =
        ProcessMaps.read(
                new BufferedReader(
                    new StringReader(
                        """
                        70000000-70001000 r--p 00002000 00:02 16     /init
                        70001000-70002000 ---p 00001000 00:02 16     /init
                        700d5000-7036d000 rw-p 00000000 00:00 0      [heap]
                        7ffffffde000-7ffffffff000 rw-p 00000000 00:00 0                          [stack]
                        nonsense
                        70001000-70000000 rw-p 00000000 00:00 0
                        """)))
            .data()
            .orElseThrow();
    final long stack = 0x7fff_ffff_d000L;
    final List<DataMapping> since =
        List.of(
            row(stack, stack + 4096, Kind.ANONYMOUS, "", "./new"),
            row(stack + 4096, stack + 8192, Kind.STACK, "", "./other"));
    final DataPlace ofNew = new DataPlace("./new", stack);
    final DataPlace ofOld = new DataPlace("", 0x700d_5000L);
    final DataPlace file = new DataPlace("", 0x7000_0010L);
    final DataPlace either = new DataPlace("", stack);
    final DataPlace same = new DataPlace("", stack + 4096);
    final DataPlace hidden = new DataPlace("", 0x7000_1010L);
    assertEquals(
        Map.of(
            ofNew, DataName.area("[anonymous]"),
            ofOld, DataName.area("[heap]"),
            same, DataName.area("[stack]"),
            file, DataName.inFile("guest:/init", 0x2010)),
        names(before, since).of(List.of(ofNew, ofOld, same, file, either, hidden)));
  }

  @Test
  void namesNothingUnlessAllIsKnown() {
    final DataPlace place = new DataPlace("p", LOW);
    final List<DataMapping> rows = List.of(row(LOW, LOW + 4096, Kind.HEAP, "", "p"));
    assertEquals(
        Map.of(), names(Mappings.of(List.of(), true), Mappings.of(rows, false)).of(List.of(place)));
  }
}
