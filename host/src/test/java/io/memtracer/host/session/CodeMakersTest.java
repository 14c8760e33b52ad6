package io.memtracer.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.Task;
import io.memtracer.host.session.CodeMakers.Maker;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.TaskShare;
import io.memtracer.host.symbols.DataMapping;
import io.memtracer.host.symbols.DataMapping.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class CodeMakersTest {

  private static final String JAVA = "/usr/bin/java";
  private static final String NODE = "/usr/bin/node";
  private static final Set<String> BOTH = Set.of(JAVA, NODE);

  private final List<TaskShare> shares = new ArrayList<>();

  private void add(final int process, final Task.Role role, final String program) {
    final int id = shares.size() + 1;
    shares.add(new TaskShare(new Task(id, id, process, 1, 0, role, 0, "x", program), 1, 0));
  }

  private Map<Integer, List<Maker>> makers() {
    return CodeMakers.of(Attribution.of(shares, Attribution.Command.ENDED, 0), BOTH);
  }

  private static Maker maker(final String program) {
    return new Maker(program, Set.of(program));
  }

  @Test
  void areWhoExecutedThem() {
    add(80, Task.Role.WORKLOAD, "");
    add(80, Task.Role.WORKLOAD, "/bin/sh");
    add(84, Task.Role.WORKLOAD, "/bin/sh");
    add(84, Task.Role.WORKLOAD, JAVA);
    add(84, Task.Role.WORKLOAD, JAVA);
    add(90, Task.Role.OTHER, NODE);
    assertEquals(Map.of(84, List.of(maker(JAVA))), makers());
  }

  /** What a program starts is a copy of it for a moment. */
  @Test
  void areNotCopiesThatExecuteSomethingElse() {
    add(84, Task.Role.WORKLOAD, JAVA);
    add(85, Task.Role.WORKLOAD, JAVA);
    add(85, Task.Role.WORKLOAD, "/bin/ls");
    add(86, Task.Role.WORKLOAD, JAVA);
    add(86, Task.Role.WORKLOAD, NODE);
    assertEquals(Map.of(84, List.of(maker(JAVA)), 86, List.of(maker(NODE))), makers());
  }

  @Test
  void areCopiesThatGoOnAndWhoExecutesOneAfterAnother() {
    add(84, Task.Role.WORKLOAD, "");
    add(84, Task.Role.WORKLOAD, JAVA);
    add(84, Task.Role.WORKLOAD, NODE);
    add(85, Task.Role.WORKLOAD, JAVA);
    assertEquals(Map.of(84, List.of(maker(JAVA), maker(NODE)), 85, List.of(maker(JAVA))), makers());
  }

  @Test
  void areOneInEachLayoutOfTheirMemory() {
    add(84, Task.Role.WORKLOAD, "/bin/sh");
    add(84, Task.Role.WORKLOAD, JAVA);
    shares.add(new TaskShare(new Task(9, 84, 84, 1, 0, Task.Role.WORKLOAD, 0, "x", JAVA, 2), 1, 0));
    assertEquals(
        Map.of(84, List.of(new Maker(JAVA, Set.of(JAVA, JAVA + " (layout 2)")))), makers());
  }

  @Test
  void haveCodeInMemoryOfNoFile() {
    assertEquals(
        Set.of("anonymous", "heap", "memfd", "unknown"),
        CodeMakers.images(
            List.of(
                mapping(Kind.ANONYMOUS, "", true, "anonymous"),
                mapping(Kind.HEAP, "", true, "heap"),
                mapping(Kind.UNLINKED, "memfd:code", true, "memfd"),
                mapping(Kind.FILE, "", true, "unknown"),
                mapping(Kind.FILE, "/lib/libc.so.6", true, "file"),
                mapping(Kind.SPECIAL, "[vdso]", true, "any"),
                mapping(Kind.ANONYMOUS, "", false, "data"))));
  }

  private static DataMapping mapping(
      final Kind kind, final String name, final boolean code, final String program) {
    return new DataMapping(0x1000, 0x2000, 0, kind, name, Optional.empty(), code, program);
  }
}
