package io.memtracer.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.result.Column;
import io.memtracer.api.result.Table;
import io.memtracer.host.guest.agent.BuiltAgent;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.CodeName;
import io.memtracer.host.status.CodePlace;
import io.memtracer.host.status.DataName;
import io.memtracer.host.symbols.CompiledC;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names of code in programs that run in a real guest, against what their compiler put there. */
@Timeout(300)
final class NamesIT {

  private static final int ELEMENTS = 1000;
  private static final int PASSES = 500;

  private static final String LOOP =
      """
      static volatile int a[%d];
      static void walk(void) {
        for (int i = 0; i < %d; i++) {
          ++a[i];
        }
      }
      int main(void) {
        for (int pass = 0; pass < %d; pass++) {
          walk();
        }
        return 0;
      }
      """
          .formatted(ELEMENTS, ELEMENTS, PASSES);

  private static final int LINE_OF_INCREMENT = 4;

  @TempDir Path directory;

  private TraceReport run(final String program, final String... arguments) {
    return HostCommands.in(directory).instructions(program, arguments);
  }

  /** An instruction of user code in the report, and what is said of it. */
  private record Row(long address, String access, long accesses, Optional<CodeName> name) {}

  private static List<Row> rows(final TraceReport report) {
    final Table top = AnalyzersIT.table(report, "stride-detector", "top", "instructions");
    final List<String> columns = top.columns().stream().map(Column::key).toList();
    final List<Row> rows = new ArrayList<>();
    for (final List<Object> row : top.rows()) {
      final long address = (Long) row.get(columns.indexOf("pc"));
      rows.add(
          new Row(
              address,
              (String) row.get(columns.indexOf("kind")),
              (Long) row.get(columns.indexOf("accesses")),
              Optional.ofNullable(
                  report.names().code().get(new CodePlace(program(columns, row), address)))));
    }
    return rows;
  }

  private static String program(final List<String> columns, final List<Object> row) {
    final int column = columns.indexOf("program");
    return column < 0 ? "" : (String) row.get(column);
  }

  private static List<Row> in(final TraceReport report, final String function) {
    return rows(report).stream()
        .filter(row -> row.name().flatMap(CodeName::function).equals(Optional.of(function)))
        .toList();
  }

  private static List<Row> of(final List<Row> rows, final Path image) {
    return rows.stream()
        .filter(row -> row.name().orElseThrow().image().equals(image.toString()))
        .toList();
  }

  private static void assertIncrements(final List<Row> walk, final Path image) {
    assertIncrements(walk, image, 0);
  }

  private static void assertIncrements(
      final List<Row> walk, final Path image, final int linesBefore) {
    assertIncrements(walk, image, linesBefore, 1);
  }

  private static void assertIncrements(
      final List<Row> walk, final Path image, final int linesBefore, final int runs) {
    final List<Row> increments =
        walk.stream()
            .filter(
                row ->
                    row.name().orElseThrow().line().orElseThrow().number()
                        == LINE_OF_INCREMENT + linesBefore)
            .filter(row -> row.accesses() == (long) ELEMENTS * PASSES * runs)
            .toList();
    for (final Row row : increments) {
      final CodeName name = row.name().orElseThrow();
      assertEquals(image.toString(), name.image());
      assertTrue(name.line().get().file().endsWith(image.getFileName() + ".c"), name.toString());
    }
    assertTrue(increments.stream().anyMatch(row -> row.access().equals("load")), () -> "" + walk);
    assertTrue(increments.stream().anyMatch(row -> row.access().equals("store")), () -> "" + walk);
  }

  @Test
  void sayWhichLineOfAProgramItIs() throws Exception {
    for (final String option : List.of("-pie", "-no-pie", "-static")) {
      final Path program = CompiledC.compile(directory, "loop", LOOP, "-g", "-O0", option);
      assertIncrements(in(run(program.toString()), "walk"), program);
    }
  }

  @Test
  void knowLibrariesThatAreLoadedWhileItRuns() throws Exception {
    final Path library =
        CompiledC.compile(
            directory, "libplug.so", LOOP.replace("main", "plugged"), "-g", "-shared", "-fPIC");
    final Path program =
        CompiledC.compile(
            directory,
            "opens",
            """
            #include <dlfcn.h>
            int main(void) {
              void *library = dlopen("./libplug.so", RTLD_NOW);
              return library ? ((int (*)(void)) dlsym(library, "plugged"))() : 1;
            }
            """);
    assertIncrements(in(run(program.toString()), "walk"), library);
  }

  /** Each has its own rows, in a layout of the program's memory of its own. */
  @Test
  void nameEachLibraryInThePlaceOfAnother() throws Exception {
    final String plugged = LOOP.replace("main", "plugged");
    final Path one = CompiledC.compile(directory, "libone.so", plugged, "-g", "-shared", "-fPIC");
    final Path two =
        CompiledC.compile(
            directory,
            "libtwo.so",
            "int other(int x) { return x * 2; }\n" + plugged,
            "-g",
            "-shared",
            "-fPIC");
    final Path program =
        CompiledC.compile(
            directory,
            "swaps",
            """
            #include <dlfcn.h>
            static void *place;
            static int run(const char *name) {
              void *library = dlopen(name, RTLD_NOW);
              int (*plugged)(void) = library ? (int (*)(void)) dlsym(library, "plugged") : 0;
              void *page = (void *) ((unsigned long) plugged & -4096);
              if (!plugged || plugged() || dlclose(library) || (place && place != page)) {
                return 1;
              }
              place = page;
              return 0;
            }
            int main(void) {
              return run("./libone.so") || run("./libtwo.so") || run("./libone.so");
            }
            """);
    final List<Row> walks = in(run(program.toString()), "walk");
    assertIncrements(of(walks, one), one, 0, 2);
    assertIncrements(of(walks, two), two, 1, 1);
  }

  /** In rows that say of which program they are. */
  @Test
  void nameEachWhereTwoProgramsHaveOtherCode() throws Exception {
    final Path one = CompiledC.compile(directory, "one", LOOP, "-g", "-O0", "-pie");
    final Path two =
        CompiledC.compile(
            directory, "two", "int other(void) { return 2; }\n" + LOOP, "-g", "-O0", "-pie");
    final TraceReport report = run("/bin/sh", "-c", "./one; ./two");
    final List<Row> walks = in(report, "walk");
    assertIncrements(of(walks, one), one);
    assertIncrements(of(walks, two), two, 1);
    assertTrue(
        report.names().code().values().stream().anyMatch(name -> name.image().equals("[kernel]")));
    assertTrue(
        report.names().code().values().stream().anyMatch(name -> name.image().contains("libc.so")));
  }

  @Test
  void nameNoProgramThatWasMadeInTheGuest() throws Exception {
    CompiledC.compile(directory, "loop", LOOP, "-g", "-O0", "-no-pie");
    final Path copy = directory.resolve("copy");
    Files.copy(Path.of("/bin/true"), copy);
    final TraceReport report = run("/bin/sh", "-c", "cp loop copy && exec ./copy");
    assertEquals(List.of(), in(report, "walk"));
    assertTrue(
        report.names().code().values().stream()
            .noneMatch(name -> name.image().equals(copy.toString())),
        () -> "" + report.names().code());
  }

  /** By its debug file, in a directory that is told. */
  @Test
  void knowAProgramThatWasSent() throws Exception {
    final Path program =
        CompiledC.compile(
            directory, "loop", LOOP, "-g", "-O0", "-pie", "-Wl,--build-id=0xabcdef0126");
    CompiledC.moveDebugInformation(program, directory.resolve(".build-id/ab/cdef0126.debug"));
    final TraceReport report =
        Runs.of(program)
            .analyzer("stride-detector", Map.of("top", "20000"))
            .debugDirectory(directory)
            .run();
    assertIncrements(in(report, "walk"), program);
    // The C library is the guest's own.
    assertTrue(
        rows(report).stream()
            .flatMap(row -> row.name().stream())
            .filter(name -> name.image().matches("guest:/.*/libc\\.so\\.6"))
            .anyMatch(name -> name.function().isPresent()),
        () -> "" + report.names());
  }

  private static final String MARK = "/usr/local/bin/memtracer-mark";

  /** One that is stripped, and one that has lines: addr2line is asked about the build's copy. */
  @Test
  void sayWhichFileOfTheGuestItIs() throws Exception {
    final TraceReport report =
        Runs.inGuest("/bin/sh", "-c", "ls /; memtracer-mark; memtracer-mark begin a")
            .analyzer("stride-detector", Map.of("top", "20000"))
            .analyzer("hot-spots", Map.of("top", "20000"))
            .run();
    assertTrue(
        rows(report).stream()
            .flatMap(row -> row.name().stream())
            .anyMatch(name -> name.image().equals("guest:/usr/bin/busybox")),
        () -> "" + report.names());
    requireLinesOfTheMark(report);
    final Path mark = BuiltAgent.mark();
    final long usage = CompiledC.variables(mark).get("usage.0");
    final long address = (usage | 63) + 1;
    assertEquals(
        List.of(DataName.inVariable("guest:" + MARK, "usage.0", address - usage)),
        report.names().data().entrySet().stream()
            .filter(one -> one.getKey().address() == address)
            .map(Map.Entry::getValue)
            .toList());
  }

  private static void requireLinesOfTheMark(final TraceReport report) throws Exception {
    final Path mark = BuiltAgent.mark();
    final Map<CodePlace, CodeName> names = new HashMap<>(report.names().code());
    names.values().removeIf(name -> !name.image().equals("guest:" + MARK));
    assertTrue(names.size() > 1, () -> "" + report.names().code());
    for (final Map.Entry<CodePlace, CodeName> one : names.entrySet()) {
      final CodeName name = one.getValue();
      final String said = CompiledC.lines(mark, List.of(one.getKey().address())).get(0);
      assertEquals(said, CompiledC.line(name.line()));
      assertEquals(!said.startsWith("?"), name.function().equals(Optional.of("start")));
    }
  }
}
