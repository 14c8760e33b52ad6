package io.memtracer.host.recording.read;

import io.memtracer.api.Phase;
import io.memtracer.api.Task;
import io.memtracer.host.recording.format.DamagedException;
import io.memtracer.host.recording.format.Layout;
import io.memtracer.host.recording.format.Roles;
import io.memtracer.host.recording.format.Source;
import io.memtracer.host.status.PhaseShare;
import java.util.ArrayList;
import java.util.List;

/** The tasks and phases that a chunk has numbers for. */
final class Tables {

  private static final long INT_MASK = 0xffff_ffffL;
  private static final int OF_RUN = 1;

  private final List<Task> tasks = new ArrayList<>();
  private final List<PhaseShare> phases = new ArrayList<>();

  /** Reads both. */
  Tables(final Source ofTasks, final Source ofPhases) {
    tasks.add(Task.UNKNOWN);
    while (ofTasks.left() > 0) {
      require("tasks", tasks.size(), Layout.CHUNK_TASKS);
      tasks.add(task(ofTasks));
    }
    phases.add(new PhaseShare(Phase.NONE, 0, "", false, 0, 0, 0, 0));
    while (ofPhases.left() > 0) {
      require("phases", phases.size(), Layout.PHASES);
      phases.add(phase(ofPhases));
    }
  }

  private static void require(final String what, final int number, final int most) {
    if (number > most) {
      throw new DamagedException("no chunk has more than %d %s".formatted(most, what));
    }
  }

  private static Task task(final Source in) {
    final int id = number(in);
    final int thread = number(in);
    final int process = number(in);
    final int addressSpace = number(in);
    final int parent = number(in);
    final int role = in.takeByte();
    return new Task(
        id,
        thread,
        process,
        addressSpace,
        parent,
        Roles.of(role),
        in.takeLong(),
        in.takeText(),
        in.takeText(),
        Roles.layout(role));
  }

  private static PhaseShare phase(final Source in) {
    final int id = in.takeCount("the number of a phase", Layout.PHASES - 1);
    final int parent = in.takeCount("the number of a phase", Layout.PHASES - 1);
    final boolean ofRun = (in.takeVarint() & OF_RUN) != 0;
    return new PhaseShare(new Phase(id, in.takeText()), parent, in.takeText(), ofRun, 0, 0, 0, 0);
  }

  private static int number(final Source in) {
    final long value = in.takeVarint();
    if ((value & ~INT_MASK) != 0) {
      throw new DamagedException("a number of a task can't be " + Long.toUnsignedString(value));
    }
    return (int) value;
  }

  Task takeTask(final Source marks) {
    return tasks.get(marks.takeCount("the number of a task", tasks.size() - 1));
  }

  Phase takePhase(final Source marks) {
    return phases.get(marks.takeCount("the number of a phase", phases.size() - 1)).phase();
  }

  /** All phases, without what was done in them. */
  List<PhaseShare> phases() {
    return phases.subList(1, phases.size());
  }
}
