package io.memtracer.host.status;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.Task;
import org.junit.jupiter.api.Test;

final class TaskChoiceTest {

  private static final Task SORT =
      new Task(1, 70, 70, 1, 0, Task.Role.WORKLOAD, 0, "worker-1", "/usr/bin/sort");
  private static final Task INIT = new Task(2, 1, 1, 2, 0, Task.Role.AGENT, 0, "init", "");

  @Test
  void knowsTasksByNameAndByProgram() {
    assertTrue(new TaskChoice("worker-1").includes(SORT));
    assertTrue(new TaskChoice("/usr/bin/sort").includes(SORT));
    assertTrue(new TaskChoice("sort").includes(SORT));
    assertFalse(new TaskChoice("/bin/sort").includes(SORT));
    assertTrue(new TaskChoice("init").includes(INIT));
    assertTrue(new TaskChoice("workload").includes(SORT));
    assertFalse(new TaskChoice("workload").includes(INIT));
    assertFalse(new TaskChoice("workload").includes(Task.UNKNOWN));
    assertTrue(TaskChoice.ALL.includes(Task.UNKNOWN));
  }

  @Test
  void callsProgramsByTheirPathsUnlessThoseSayNothing() {
    assertEquals("/usr/bin/sort", Programs.path(SORT));
    assertEquals("sort", Programs.name(SORT));
    assertEquals("init", Programs.path(INIT));
    final Task applet = new Task(3, 2, 2, 2, 0, Task.Role.WORKLOAD, 0, "grep", "/proc/self/exe");
    assertEquals("grep", Programs.name(applet));
  }
}
