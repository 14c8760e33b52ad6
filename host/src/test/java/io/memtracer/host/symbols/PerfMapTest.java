package io.memtracer.host.symbols;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.status.CodePlace;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class PerfMapTest {

  private static final String JAVA = "/usr/bin/java";

  private static List<JitMethod> read(final String text) {
    return PerfMap.read(text.getBytes(StandardCharsets.UTF_8), JAVA);
  }

  private static Optional<String> at(final JitCode code, final long address) {
    return code.at(new CodePlace(JAVA, address)).map(JitMethod::name);
  }

  @Test
  void readsWhatJavaAndNodeAndPythonWrite() {
    assertEquals(
        List.of(
            new JitMethod(0x7fffe1000000L, 0x7fffe1000040L, "int Sum.add(int, int)", JAVA),
            new JitMethod(0x3f2a00, 0x3f2b10, "LazyCompile:*f /tmp/a.js:1:11", JAVA),
            new JitMethod(0x7fff0, 0x7fffb, "py::f:/tmp/a b.py", JAVA)),
        read(
            """
            0x00007fffe1000000 0x0000000000000040 int Sum.add(int, int)
            3f2a00 110 LazyCompile:*f /tmp/a.js:1:11
            7fff0 b py::f:/tmp/a b.py
            """));
  }

  @Test
  void passesOverWhatCannotBe() {
    assertEquals(
        List.of(new JitMethod(0x10, 0x20, "a?[2J", JAVA)),
        read(
            """

            10
            10 10
            10 10\s
            10 0 empty
            -1 10 negative
            10 -5 negative
            xyz 10 none
            0x 10
            fffffffffffffff0 10 beyond
            ffffffffffffffffffffffff 10 beyond
            10 ffffffffffffffff beyond
            10 7fffffffffffffff beyond
            10 10 a\u001b[2J\
            """));
    assertEquals(400, read("10 10 " + "x".repeat(100_000)).get(0).name().length());
  }

  @Test
  void takesNoPartOfTooMuch() {
    final StringBuilder many = new StringBuilder();
    for (int i = 0; i <= 1 << 19; i++) {
      many.append("10 10 a\n");
    }
    assertEquals(List.of(), read(many.toString()));
    assertEquals(1 << 19, read(many.substring("10 10 a\n".length())).size());
  }

  @Test
  void bearsAnything() {
    final Random random = new Random(16);
    for (int run = 0; run < 2000; run++) {
      final StringBuilder text = new StringBuilder();
      for (int i = 0; i < 60; i++) {
        text.append("0123456789abcdefx \n-\0z".charAt(random.nextInt(22)));
      }
      for (final JitMethod method : read(text.toString())) {
        assertTrue(method.start() >= 0 && method.end() > method.start(), text.toString());
      }
    }
  }

  @Test
  void namesWhereOneMethodIsAlone() {
    final JitCode code =
        JitCode.of(read("10 10 a\n20 10 b\n28 10 c\n40 20 d\n48 8 in\n70 10 e\n70 10 e\n"));
    assertEquals(Optional.empty(), at(code, 0xf));
    assertEquals(Optional.of("a"), at(code, 0x10));
    assertEquals(Optional.of("a"), at(code, 0x1f));
    assertEquals(Optional.of("b"), at(code, 0x20));
    assertEquals(Optional.empty(), at(code, 0x28));
    assertEquals(Optional.of("c"), at(code, 0x30));
    assertEquals(Optional.empty(), at(code, 0x38));
    assertEquals(Optional.of("d"), at(code, 0x47));
    assertEquals(Optional.empty(), at(code, 0x4f));
    assertEquals(Optional.of("d"), at(code, 0x50));
    assertEquals(Optional.of("e"), at(code, 0x7f));
    assertEquals(Optional.empty(), code.at(new CodePlace("/usr/bin/node", 0x10)));
    assertEquals(Optional.empty(), code.at(new CodePlace("", 0x10)));
    assertEquals(
        List.of("a", "d"),
        code.holding(new long[] {0x10, 0x11, 0x2a, 0x40}).stream().map(JitMethod::name).toList());
  }

  @Test
  void namesNothingWhereOtherCodeWasBefore() {
    final List<JitMethod> methods = read("1000 40 a\n1040 41 b\n1081 10 c\n");
    final JitCode code = JitCode.of(methods, ReplacedCode.at(0x1080));
    assertEquals(Optional.of("a"), at(code, 0x103f));
    assertEquals(Optional.empty(), at(code, 0x1040));
    assertEquals(Optional.empty(), at(code, 0x1081));
    assertEquals(Optional.of("b"), at(JitCode.of(methods, ReplacedCode.at(0xfff)), 0x1040));
    assertEquals(Optional.empty(), at(JitCode.of(methods, ReplacedCode.EVERYWHERE), 0x1000));
    assertEquals(
        Optional.empty(),
        at(JitCode.of(methods, ReplacedCode.read(Path.of("/no/such/file"))), 0x1000));
  }

  /** Against looking at each method for each address. */
  @Test
  void agreesWithLookingAtAll() {
    final Random random = new Random(5);
    for (int run = 0; run < 200; run++) {
      final List<JitMethod> methods = new ArrayList<>();
      for (int i = 0; i < 12; i++) {
        final long start = random.nextInt(60);
        methods.add(
            new JitMethod(start, start + 1 + random.nextInt(12), "m" + random.nextInt(8), JAVA));
      }
      final JitCode code = JitCode.of(methods);
      for (long address = 0; address < 80; address++) {
        final long there = address;
        final List<JitMethod> holding =
            methods.stream()
                .distinct()
                .filter(method -> method.start() <= there && there < method.end())
                .toList();
        assertEquals(
            holding.size() == 1 ? Optional.of(holding.get(0).name()) : Optional.empty(),
            at(code, address),
            methods + " at " + address);
      }
    }
  }
}
