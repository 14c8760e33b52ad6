package io.memtracer.plugins.cache;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which room uses which. Whoever adds one, or an edge, has to say so here. */
final class RoomsTest {

  private static final String ROOT = "io.memtracer.plugins.cache";

  private static final Map<String, Set<String>> USES =
      Map.ofEntries(
          Map.entry("policy", Set.of()),
          Map.entry("options", Set.of("policy")),
          Map.entry("level", Set.of("options", "policy")),
          Map.entry("causes", Set.of("level", "options")),
          Map.entry("inclusion", Set.of("causes", "level", "options", "policy")),
          Map.entry("coherence", Set.of("inclusion", "level", "policy")),
          Map.entry("prefetch", Set.of("coherence", "inclusion", "level")),
          Map.entry(
              "hierarchy",
              Set.of("causes", "coherence", "inclusion", "level", "options", "policy", "prefetch")),
          Map.entry("report", Set.of("causes", "hierarchy", "level", "options", "policy")),
          Map.entry("sample", Set.of("hierarchy", "level", "options", "policy", "report")),
          Map.entry("", Set.of("hierarchy", "level", "options", "report", "sample")));

  @Test
  void useEachOtherAsIsSaid() {
    final JavaClasses classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(ROOT);
    final Map<String, Set<String>> uses = new TreeMap<>();
    for (final JavaClass type : classes) {
      final Set<String> rooms = uses.computeIfAbsent(room(type), key -> new TreeSet<>());
      for (final Dependency dependency : type.getDirectDependenciesFromSelf()) {
        final JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith(ROOT) && !room(target).equals(room(type))) {
          rooms.add(room(target));
        }
      }
    }
    assertEquals(new TreeMap<>(USES), uses);
  }

  private static String room(final JavaClass type) {
    final String name = type.getPackageName();
    return name.equals(ROOT) ? "" : name.substring(ROOT.length() + 1);
  }
}
