package io.memtracer.host.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.Phase;
import io.memtracer.api.RecordWord;
import io.memtracer.api.Task;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.TraceEvent.Gap;
import io.memtracer.api.TraceEvent.Gap.Cause;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In which task and phase records are that come through rings. */
@Timeout(60)
final class RingContextsTest {

  private static final int RING_BYTES = 4096;

  @TempDir Path scratch;

  @Test
  void cutsBatchesByPhase() {
    final Path prefix = RingRig.prefix(scratch);
    final RingWriter writer =
        new RingWriter(prefix, RING_BYTES, 100).vcpu(3).phases(10).phase(0, "a").phase(1, "b");
    final long word = RecordWord.of(0x401000, 3, 3, false, 2);
    try (RingRig rig = new RingRig(prefix, 1000, 3)) {
      writer.add(word, 1).write(3);
      writer.tell(1, 7).tell(1, 6).add(word, 2).write(3);
      writer.tell(2, 7).tell(2, 6).add(word, 3).add(word, 4).write(3);
      writer.tell(2, 6).tell(2, 8).tell(1, 8).tell(0, 6).add(word, 5).write(3);
      writer.add(word, 6).write(3);
      rig.rings.finishAt(6);
      rig.drainToTheEnd();
      assertEquals(
          List.of("", "a", "a/b", "a/b", "", ""),
          rig.collected.phases.stream().map(Phase::name).toList());
      assertEquals(
          List.of("PhaseBegin 1", "PhaseBegin 2", "PhaseEnd 4", "PhaseEnd 4"),
          rig.collected.events.stream()
              .map(event -> event.getClass().getSimpleName() + " " + event.ordinal())
              .toList());
    }
  }

  @Test
  void refusesWhatNoPhaseTableHas() {
    final Path prefix = RingRig.prefix(scratch);
    final RingWriter writer = new RingWriter(prefix, RING_BYTES, 100).vcpu(3).phases(10);
    try (RingRig rig = new RingRig(prefix, 1000, 3)) {
      writer.phase(1, "within itself").tell(1, 6).write(3);
      assertEquals("the phase of row 1 can't be in that of row 1", rig.problem());
    }
    final Path other = RingRig.prefix(scratch);
    final RingWriter otherWriter = new RingWriter(other, RING_BYTES, 100).vcpu(3).phases(10);
    try (RingRig rig = new RingRig(other, 1000, 3)) {
      otherWriter.phase(0, "a").tell(2, 6).write(3);
      assertNoSuch("phase", 2, rig);
    }
    final Path without = RingRig.prefix(scratch);
    final RingWriter writerWithout = new RingWriter(without, RING_BYTES, 100).vcpu(3);
    try (RingRig rig = new RingRig(without, 1000, 3)) {
      writerWithout.tell(1, 7).write(3);
      assertNoSuch("phase", 1, rig);
    }
  }

  @Test
  void cutsBatchesByTask() {
    final Path prefix = RingRig.prefix(scratch);
    final RingWriter writer =
        new RingWriter(prefix, RING_BYTES, 100).vcpu(3).tasks(10).task(70, "one").task(71, "two");
    final long word = RecordWord.of(0x401000, 3, 3, false, 2);
    try (RingRig rig = new RingRig(prefix, 1000, 3)) {
      writer.add(word, 1).write(3);
      writer.tell(1, 1).add(word, 2).write(3);
      writer.tell(1, 1).tell(2, 2).tell(2, 1).gap(5, false).add(word, 3).write(3);
      writer.tell(2, 1).add(word, 4).tell(1, 5).tell(0, 1).add(word, 5).write(3);
      writer.add(word, 6).write(3);
      rig.rings.finishAt(6);
      rig.drainToTheEnd();
      assertEquals(List.of(0, 1, 2, 2, 0, 0), rig.collected.tasks.stream().map(Task::id).toList());
      assertEquals(List.of(1L, 2L, 3L, 4L, 5L, 6L), rig.collected.addresses);
      final Task one = rig.collected.tasks.get(1);
      final Task two = rig.collected.tasks.get(2);
      assertEquals(
          List.of(
              new TraceEvent.TaskBorn(2, two, 0),
              new Gap(2, 3, 5, Cause.SAMPLING),
              new TraceEvent.TaskEnded(4, one)),
          rig.collected.events);
    }
  }

  @Test
  void refusesWhatNoTaskTableHas() {
    final Path prefix = RingRig.prefix(scratch);
    final RingWriter writer =
        new RingWriter(prefix, RING_BYTES, 100).vcpu(3).tasks(10).task(70, "one");
    try (RingRig rig = new RingRig(prefix, 1000, 3)) {
      writer.tell(2, 1).write(3);
      assertNoSuch("task", 2, rig);
    }
    final Path other = RingRig.prefix(scratch);
    final RingWriter otherWriter = new RingWriter(other, RING_BYTES, 100).vcpu(3).tasks(10);
    try (RingRig rig = new RingRig(other, 1000, 3)) {
      otherWriter.task(70, "one").tell(1, 77).write(3);
      assertTrue(rig.problem().startsWith("a record tells of a task what isn't known: "));
    }
    final Path without = RingRig.prefix(scratch);
    final RingWriter writerWithout = new RingWriter(without, RING_BYTES, 100).vcpu(3);
    try (RingRig rig = new RingRig(without, 1000, 3)) {
      writerWithout.tell(1, 1).write(3);
      assertNoSuch("task", 1, rig);
    }
  }

  private static void assertNoSuch(final String what, final int row, final RingRig rig) {
    assertEquals(
        "a record has the number %d of a %s that isn't in the table".formatted(row, what),
        rig.problem());
  }
}
