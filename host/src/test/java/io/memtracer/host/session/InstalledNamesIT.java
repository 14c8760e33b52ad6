package io.memtracer.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.CodeName;
import io.memtracer.host.symbols.CompiledC;
import io.memtracer.host.symbols.FileIdentity;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Names of code in programs that are installed here, against what binutils say of them. */
@Timeout(300)
final class InstalledNamesIT {

  @TempDir Path directory;

  private TraceReport run(final String program, final String... arguments) {
    return HostCommands.in(directory).instructions(program, arguments);
  }

  @Test
  void agreeWithWhatNmSaysOfACompiler() throws Exception {
    Files.writeString(directory.resolve("x.c"), "int twice(int x) { return x * 2; }");
    requireWhatNmSays(run("/usr/bin/gcc", "-O2", "-c", "x.c", "-o", "/tmp/x.o"));
  }

  @Test
  void agreeWithWhatNmSaysOfAnInterpreter() throws Exception {
    HostCommands.require("python3");
    requireWhatNmSays(run("/usr/bin/python3", "-c", "import json; json.dumps([{}] * 9)"));
  }

  private static void requireWhatNmSays(final TraceReport report) throws Exception {
    final Map<String, List<CodeName>> byImage =
        report.names().code().values().stream()
            .filter(name -> name.function().isPresent() && !name.image().startsWith("["))
            .collect(Collectors.groupingBy(CodeName::image));
    int compared = 0;
    final List<String> wrong = new ArrayList<>();
    for (final Map.Entry<String, List<CodeName>> image : byImage.entrySet()) {
      final Map<String, Long> functions =
          CompiledC.functions(Path.of(image.getKey()), "-D", "--defined-only", "-C");
      for (final CodeName name : image.getValue()) {
        final Long there = functions.get(name.function().orElseThrow());
        compared += there == null ? 0 : 1;
        if (there != null && there + name.functionOffset() != name.imageOffset()) {
          wrong.add(name.toString());
        }
      }
    }
    assertEquals(List.of(), wrong);
    assertTrue(
        compared > 1000, compared + " names of " + report.names().code().size() + " compared");
    requireWhatAddr2lineSays(byImage);
  }

  /** Of several names of one function it says another; then nm says that these are of one. */
  private static void requireWhatAddr2lineSays(final Map<String, List<CodeName>> byImage)
      throws Exception {
    int compared = 0;
    final List<String> wrong = new ArrayList<>();
    for (final Map.Entry<String, List<CodeName>> image : byImage.entrySet()) {
      final Map<String, List<Long>> known = known(Path.of(image.getKey()));
      final List<String> said = addr2line(image.getKey(), image.getValue());
      for (int i = 0; i < said.size(); i++) {
        final CodeName name = image.getValue().get(i);
        final long start = name.imageOffset() - name.functionOffset();
        final boolean same =
            said.get(i).equals(withoutCopy(name.function().orElseThrow()))
                || known.getOrDefault(said.get(i), List.of()).contains(start);
        compared += said.get(i).equals("??") ? 0 : 1;
        if (!same && !said.get(i).equals("??")) {
          wrong.add(name + ": " + said.get(i));
        }
      }
    }
    assertEquals(List.of(), wrong.subList(0, Math.min(20, wrong.size())));
    assertTrue(compared > 1000, compared + " names compared");
  }

  /** What nm says of an image, and of its debug file where that is installed. */
  private static Map<String, List<Long>> known(final Path image) throws Exception {
    final Map<String, List<Long>> known = new HashMap<>(CompiledC.addresses(image, "-D", "-C"));
    final String id = new FileIdentity().of(image).replaceFirst("build-id:(..)", "$1/");
    final Path debugFile = Path.of("/usr/lib/debug/.build-id", id + ".debug");
    if (Files.exists(debugFile)) {
      CompiledC.addresses(debugFile, "-C")
          .forEach(
              (name, addresses) ->
                  known.merge(
                      name,
                      addresses,
                      (one, other) -> Stream.concat(one.stream(), other.stream()).toList()));
    }
    return known;
  }

  /** What a compiler calls a copy of a function is only in the symbol table. */
  private static String withoutCopy(final String function) {
    return function.replaceFirst("(\\.(constprop|part|isra|cold|lto_priv)(\\.\\d+)?)+$", "");
  }

  /** What is neither inlined nor a line. */
  private static List<String> addr2line(final String image, final List<CodeName> names)
      throws Exception {
    final List<String> lines =
        CompiledC.addr2line(
            Path.of(image),
            names.stream().map(CodeName::imageOffset).toList(),
            "-a",
            "-f",
            "-i",
            "-C");
    final List<String> functions = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      if (i + 1 == lines.size() || lines.get(i + 1).startsWith("0x")) {
        functions.add(lines.get(i - 1));
      }
    }
    assertEquals(names.size(), functions.size(), image);
    return functions;
  }
}
