package io.memtracer.host.symbols;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

final class FunctionTableTest {

  @Test
  void findsTheInnermostOfFunctionsWithinEachOther() {
    final FunctionTable table =
        new FunctionTable(
            List.of(
                new Function("outer", 100, 200, Function.GLOBAL),
                new Function("inner", 120, 130, Function.LOCAL),
                new Function("far", -100L, -50L, Function.GLOBAL)));
    assertEquals(Optional.empty(), name(table, 99));
    assertEquals(Optional.of("outer"), name(table, 100));
    assertEquals(Optional.of("inner"), name(table, 129));
    assertEquals(Optional.of("outer"), name(table, 130));
    assertEquals(Optional.empty(), name(table, 200));
    assertEquals(Optional.of("far"), name(table, -51));
    assertEquals(Optional.empty(), name(table, -50));
  }

  @Test
  void prefersTheNameThatPeopleKnow() {
    final List<Function> aliases =
        new ArrayList<>(
            List.of(
                new Function("__GI_write", 10, 20, Function.LOCAL),
                new Function("__write", 10, 20, Function.GLOBAL),
                new Function("write", 10, 20, Function.GLOBAL),
                new Function("a_weak_one", 10, 20, Function.WEAK)));
    for (int i = 0; i < aliases.size(); i++) {
      aliases.add(aliases.remove(0));
      assertEquals(Optional.of("write"), name(new FunctionTable(aliases), 15));
    }
  }

  @Test
  void findsWhatASearchOfAllFinds() {
    for (long seed = 0; seed < 200; seed++) {
      final Random random = new Random(seed);
      final List<Function> functions = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        final long start = random.nextInt(300);
        functions.add(new Function("f" + i, start, start + random.nextInt(40), random.nextInt(3)));
      }
      final FunctionTable table = new FunctionTable(functions);
      for (long address = 0; address < 350; address++) {
        assertEquals(naive(functions, address), table.at(address), "seed " + seed);
      }
    }
  }

  private static Optional<Function> naive(final List<Function> functions, final long address) {
    return functions.stream()
        .filter(function -> function.start() <= address && address < function.end())
        .max(Function.BY_PLACE);
  }

  private static Optional<String> name(final FunctionTable table, final long address) {
    return table.at(address).map(Function::name);
  }
}
