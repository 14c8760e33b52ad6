package io.memtracer.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.syntax.ArchRuleDefinition;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Data flows one way. Whoever adds a package or an edge has to say so here. */
final class DataFlowArchitectureTest {

  private static final String ROOT = "io.memtracer.host.";

  /** Which of our packages each of them may use, besides the leaves. */
  private static final Map<String, Set<String>> MAY_USE =
      Map.ofEntries(
          Map.entry("status", Set.of()),
          Map.entry("posix", Set.of()),
          Map.entry("files", Set.of()),
          Map.entry("ring", Set.of()),
          Map.entry("read", Set.of("ring")),
          Map.entry("recording.format", Set.of()),
          Map.entry("recording.write", Set.of("recording.format", "ring")),
          Map.entry("recording.read", Set.of("recording.format", "ring")),
          Map.entry("foreign", Set.of("ring")),
          Map.entry("dispatch", Set.of("dispatch.partition", "dispatch.summary", "ring")),
          Map.entry("dispatch.partition", Set.of()),
          Map.entry("dispatch.shares", Set.of("dispatch")),
          Map.entry("dispatch.summary", Set.of()),
          Map.entry(
              "parallel",
              Set.of(
                  "recording.read", "dispatch", "dispatch.partition", "dispatch.summary", "ring")),
          Map.entry("pipeline", Set.of("read", "ring", "dispatch", "dispatch.shares")),
          Map.entry("plugin", Set.of()),
          Map.entry("qemu", Set.of("qemu.control", "qemu.monitor")),
          Map.entry("qemu.control", Set.of()),
          Map.entry("qemu.monitor", Set.of()),
          Map.entry("guest", Set.of("qemu")),
          Map.entry("guest.agent", Set.of()),
          Map.entry("guest.debian", Set.of("qemu")),
          Map.entry("guest.image", Set.of()),
          Map.entry(
              "guest.build",
              Set.of(
                  "guest", "guest.agent", "guest.debian", "guest.image", "qemu", "qemu.monitor")),
          Map.entry("report", Set.of()),
          Map.entry("report.csv", Set.of("report")),
          Map.entry("report.json", Set.of("report")),
          Map.entry("report.text", Set.of("report")),
          Map.entry("report.html", Set.of("report", "report.json")),
          Map.entry("report.saved", Set.of("report", "report.text")),
          Map.entry("serve", Set.of("report", "report.html", "report.json")),
          Map.entry("project", Set.of()),
          Map.entry("symbols", Set.of("symbols.elf", "symbols.dwarf")),
          Map.entry("symbols.dwarf", Set.of()),
          Map.entry("symbols.elf", Set.of()),
          // What is around a program is asked for in the words in which the agent is told of it.
          Map.entry("session.request", Set.of("guest.agent", "recording.format", "report")),
          Map.entry("session.workload", Set.of("session.request", "guest.agent", "qemu", "report")),
          Map.entry(
              "session.route",
              Set.of(
                  "session.request",
                  "session.workload",
                  "pipeline",
                  "dispatch",
                  "read",
                  "plugin",
                  "ring",
                  "recording.write",
                  "symbols",
                  "qemu")),
          Map.entry(
              "session",
              Set.of(
                  "session.request",
                  "session.workload",
                  "session.route",
                  "guest",
                  "guest.agent",
                  "guest.build",
                  "qemu",
                  "qemu.control",
                  "qemu.monitor",
                  "dispatch",
                  "pipeline",
                  "ring",
                  "recording.format",
                  "recording.read",
                  "recording.write",
                  "foreign",
                  "parallel",
                  "plugin",
                  "report",
                  "symbols")),
          Map.entry(
              "cli.terminal",
              Set.of("session.request", "guest.agent", "plugin", "report", "report.text", "serve")),
          Map.entry("cli.workload", Set.of("session.request", "guest.agent", "qemu", "report")),
          Map.entry(
              "cli.options",
              Set.of(
                  "cli.terminal",
                  "cli.workload",
                  "session.request",
                  "guest.agent",
                  "recording.format",
                  "recording.write",
                  "report",
                  "report.csv",
                  "report.html",
                  "report.json",
                  "report.text")),
          Map.entry(
              "cli.backend",
              Set.of(
                  "session",
                  "session.request",
                  "session.workload",
                  "foreign",
                  "parallel",
                  "plugin",
                  "guest",
                  "guest.build",
                  "qemu")),
          Map.entry(
              "cli",
              Set.of(
                  "cli.backend",
                  "cli.options",
                  "cli.terminal",
                  "cli.workload",
                  "session",
                  "session.request",
                  "recording.format",
                  "recording.read",
                  "recording.write",
                  "foreign",
                  "parallel",
                  "report",
                  "report.html",
                  "report.saved",
                  "report.text",
                  "project",
                  "guest",
                  "guest.agent",
                  "qemu")));

  private static final Set<String> LEAVES = Set.of("status", "posix", "files");

  private final JavaClasses classes =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("io.memtracer.host");

  @Test
  void usesOnlyAllowedPackages() {
    final Set<String> forbidden = new TreeSet<>();
    for (final JavaClass type : classes) {
      final String from = packageOf(type);
      for (final Dependency dependency : type.getDirectDependenciesFromSelf()) {
        final JavaClass target = dependency.getTargetClass().getBaseComponentType();
        if (target.getPackageName().startsWith(ROOT) && !mayUse(from, packageOf(target))) {
          forbidden.add(dependency.getDescription());
        }
      }
    }
    assertEquals(Set.of(), forbidden);
  }

  /** An edge that nothing uses would let somebody use it unseen. */
  @Test
  void allowsNoPackageThatIsNotUsed() {
    final Set<String> unused = new TreeSet<>();
    MAY_USE.forEach((from, rooms) -> rooms.forEach(to -> unused.add(from + " -> " + to)));
    for (final JavaClass type : classes) {
      for (final Dependency dependency : type.getDirectDependenciesFromSelf()) {
        final JavaClass target = dependency.getTargetClass().getBaseComponentType();
        unused.remove(packageOf(type) + " -> " + packageOf(target));
      }
    }
    assertEquals(Set.of(), unused);
  }

  private static boolean mayUse(final String from, final String to) {
    return from.equals(to)
        || (LEAVES.contains(to) && !from.equals("status"))
        || MAY_USE.getOrDefault(from, Set.of()).contains(to);
  }

  @Test
  void hasARuleForEachPackage() {
    final Map<String, String> without = new TreeMap<>();
    for (final JavaClass type : classes) {
      if (!MAY_USE.containsKey(packageOf(type))) {
        without.put(packageOf(type), type.getName());
      }
    }
    assertEquals(Map.of(), without);
    assertTrue(classes.contain(ROOT + "ring.RecordRing"));
  }

  private static String packageOf(final JavaClass type) {
    final String name = type.getPackageName();
    if (!name.startsWith(ROOT)) {
      return "";
    }
    final String room = name.substring(ROOT.length());
    return room.equals("cli.legacy") ? "cli" : room;
  }

  @Test
  void keepsEachLibraryInOnePackage() {
    only("plugin", "org.pf4j..");
    only("plugin", "org.objectweb.asm..");
    only(List.of("guest.debian", "foreign"), "org.tukaani..");
    only("ring", "org.agrona.concurrent.ringbuffer..");
    only("posix", "com.sun.jna..");
    only("dispatch", "org.jctools..");
    only("recording.format", "com.github.luben..");
    only("recording.format", "net.jpountz..");
    only("serve", "com.sun.net.httpserver..");
    only("cli", "picocli..");
  }

  private void only(final String ours, final String library) {
    only(List.of(ours), library);
  }

  private void only(final List<String> ours, final String library) {
    ArchRuleDefinition.noClasses()
        .that()
        .resideOutsideOfPackages(
            ours.stream().map(room -> ROOT + room + "..").toArray(String[]::new))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(classes);
  }

  @Test
  void printsAndExitsInOnePackage() {
    final var outside =
        ArchRuleDefinition.noClasses().that().resideOutsideOfPackage(ROOT + "cli..");
    outside.should().accessField(System.class, "out").check(classes);
    outside.should().accessField(System.class, "err").check(classes);
    outside.should().callMethod(System.class, "exit", int.class).check(classes);
    outside.should().callMethod(Throwable.class, "printStackTrace").check(classes);
  }
}
