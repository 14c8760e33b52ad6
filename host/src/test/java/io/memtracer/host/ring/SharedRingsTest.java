package io.memtracer.host.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.Phase;
import io.memtracer.api.RecordWord;
import io.memtracer.api.Task;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.TraceEvent.Gap;
import io.memtracer.api.TraceEvent.Gap.Cause;
import io.memtracer.host.pipeline.Seeds;
import io.memtracer.host.status.PhaseShare;
import io.memtracer.host.status.Phases;
import io.memtracer.host.status.TraceException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What comes through rings, and what is said of rings that can't be. */
@Timeout(60)
final class SharedRingsTest {

  private static final Path GOLDEN = Path.of("../qemu-gmbeoo/build/golden");
  private static final int RING_BYTES = 4096;

  private static final Task INIT =
      new Task(1, 1, 1, 1, 0, Task.Role.AGENT, 2_000_000_000L, "init", "");
  private static final Phase LOADING = new Phase(1, "load");
  private static final Phase PARSING = new Phase(2, "load/parse");
  private static final Task SORTING =
      new Task(2, 71, 70, 2, 1, Task.Role.WORKLOAD, 7_000_000_000L, "sort", "/usr/bin/sort");

  @TempDir Path scratch;

  @Test
  void readsWhatThePluginWrites() throws Exception {
    final Path prefix = scratch.resolve("ring");
    for (final String suffix : List.of(".sites", ".tasks", ".phases", ".5")) {
      Files.copy(GOLDEN.resolve("ring" + suffix), scratch.resolve("ring" + suffix));
    }
    final List<Long> words = new ArrayList<>();
    final List<Long> addresses = new ArrayList<>();
    final List<Task> tasks = new ArrayList<>();
    final List<Phase> phases = new ArrayList<>();
    for (final String line : Files.readAllLines(GOLDEN.resolve("ring.txt"))) {
      final String[] fields = line.split(" ", 3);
      words.add(Long.parseUnsignedLong(fields[0], 16));
      addresses.add(Long.parseUnsignedLong(fields[1], 16));
      tasks.add(fields[2].contains(" task=2 ") ? SORTING : INIT);
      phases.add(phaseOf(fields[2]));
    }
    assertEquals(1000, words.size());
    try (RingRig rig = new RingRig(prefix, 4096, 5)) {
      rig.rings.finishAt(words.size());
      rig.drainToTheEnd();
      assertEquals(words, rig.collected.words);
      assertEquals(addresses, rig.collected.addresses);
      assertEquals(tasks, rig.collected.tasks);
      assertEquals(phases, rig.collected.phases);
      assertEquals(
          List.of(new TraceEvent.TaskExec(400, SORTING), new TraceEvent.PhaseBegin(600, LOADING)),
          rig.collected.events);
      assertEquals(Optional.empty(), rig.rings.problem());
      assertEquals(10, rig.rings.counters().reads());
      rig.rings.close();
      assertEquals(
          new Phases(
              Optional.empty(),
              List.of(
                  new PhaseShare(LOADING, 0, "load", true, 1, 0, 0, 0),
                  new PhaseShare(PARSING, 1, "parse", false, 2, 1, 0, 0)),
              1,
              2),
          rig.rings.phases());
    }
  }

  private static Phase phaseOf(final String fields) {
    return fields.contains(" phase=0 ")
        ? Phase.NONE
        : fields.contains(" phase=1 ") ? LOADING : PARSING;
  }

  @Test
  void readsAnythingThatCanBeWritten() {
    Seeds.forEach(
        seed -> {
          final Random random = new Random(seed);
          final int tableEntries = random.nextInt(3) == 0 ? random.nextInt(4) : 1000;
          final Path prefix = RingRig.prefix(scratch);
          final RingWriter writer = new RingWriter(prefix, RING_BYTES, tableEntries).vcpu(3);
          final List<Long> words = new ArrayList<>();
          final List<Long> addresses = new ArrayList<>();
          final List<TraceEvent> gaps = new ArrayList<>();
          try (RingRig rig = new RingRig(prefix, 64 + random.nextInt(100), 3)) {
            for (int message = 0; message < 2000; message++) {
              final int records = 1 + random.nextInt(9);
              for (int i = 0; i < records; i++) {
                if (random.nextInt(50) == 0) {
                  final boolean dropped = random.nextBoolean();
                  final long accesses = 1 + (random.nextLong() >>> (18 + random.nextInt(45)));
                  writer.gap(accesses, dropped);
                  gaps.add(
                      new Gap(words.size(), 3, accesses, dropped ? Cause.DROPPED : Cause.SAMPLING));
                }
                words.add(randomWord(random));
                addresses.add(random.nextLong() >> random.nextInt(40));
                writer.add(words.get(words.size() - 1), addresses.get(words.size() - 1));
              }
              rig.collected.refuse = random.nextInt(4) == 0;
              while (!writer.write(3)) {
                rig.drain();
                rig.collected.refuse = false;
              }
            }
            rig.rings.finishAt(words.size());
            rig.drainToTheEnd();
            assertEquals(words, rig.collected.words);
            assertEquals(addresses, rig.collected.addresses);
            assertEquals(gaps, rig.collected.events);
            assertEquals(words.size(), rig.rings.counters().recordsRead());
            assertEquals(Optional.empty(), rig.rings.problem());
          }
        });
  }

  private static long randomWord(final Random random) {
    return RecordWord.of(
        0x400000 + random.nextInt(20),
        3,
        3 * random.nextInt(2),
        random.nextBoolean(),
        random.nextInt(4));
  }

  @Test
  void givesEachRingItsTurnAndItsVcpu() {
    final Path prefix = RingRig.prefix(scratch);
    final RingWriter writer = new RingWriter(prefix, RING_BYTES, 10).vcpu(0).vcpu(255);
    final long word = RecordWord.of(0x1000, 0, 3, false, 3);
    for (int i = 0; i < 100; i++) {
      writer.add(word, i).write(0);
    }
    writer.add(word, -1).write(255);
    try (RingRig rig = new RingRig(prefix, 64, 0, 255)) {
      final int messages = rig.drain();
      rig.assembler.flush();
      assertTrue(messages < 100, "one ring had " + messages + " messages at a time");
      assertTrue(rig.collected.words.contains(RingWriter.withVcpu(word, 255)));
      rig.rings.finishWhenEmpty();
      rig.drainToTheEnd();
      assertEquals(101, rig.collected.words.size());
    }
  }

  @Test
  void waitsUntilTheVcpusAreUp() {
    final Path prefix = RingRig.prefix(scratch);
    final RingWriter writer = new RingWriter(prefix, RING_BYTES, 10);
    final AtomicBoolean up = new AtomicBoolean();
    final Collected collected = new Collected(64);
    final BatchAssembler assembler = new BatchAssembler(collected);
    try (SharedRings rings = SharedRings.open(prefix, List.of(0), up::get, 0)) {
      assertEquals(0, rings.drain(assembler));
      writer.vcpu(0).add(RecordWord.VALID, 7).write(0);
      up.set(true);
      assertEquals(1, rings.drain(assembler));
    }
  }

  @Test
  void endsWhereAPluginWasKilledInTheMiddleOfAMessage() {
    final Path prefix = RingRig.prefix(scratch);
    final RingWriter writer = new RingWriter(prefix, RING_BYTES, 10).vcpu(0);
    writer.add(RecordWord.VALID, 1).add(RecordWord.VALID, 2).write(0);
    writer.dieWriting(0, 100);
    try (RingRig rig = new RingRig(prefix, 64, 0)) {
      rig.drain();
      assertFalse(rig.rings.isDrained());
      rig.rings.finishWhenEmpty();
      rig.drainToTheEnd();
      assertEquals(List.of(1L, 2L), rig.collected.addresses);
    }
  }

  @Test
  void doesNotTakeALackOfBatchesForTheEnd() {
    final Path prefix = RingRig.prefix(scratch);
    new RingWriter(prefix, RING_BYTES, 10).vcpu(0).add(RecordWord.VALID, 1).write(0);
    try (RingRig rig = new RingRig(prefix, 64, 0)) {
      rig.collected.refuse = true;
      rig.rings.finishWhenEmpty();
      assertEquals(0, rig.drain());
      assertFalse(rig.rings.isDrained());
      assertEquals(1, rig.rings.counters().ringFull());
      rig.collected.refuse = false;
      rig.drainToTheEnd();
      assertEquals(List.of(1L), rig.collected.addresses);
    }
  }

  @Test
  void saysWhenAnotherNumberOfRecordsCame() {
    for (final int expected : new int[] {1, 3}) {
      final Path prefix = RingRig.prefix(scratch);
      new RingWriter(prefix, RING_BYTES, 10)
          .vcpu(0)
          .add(RecordWord.VALID, 1)
          .add(RecordWord.VALID, 2)
          .write(0);
      try (RingRig rig = new RingRig(prefix, 64, 0)) {
        rig.rings.finishAt(expected);
        rig.drainToTheEnd();
        assertEquals(
            expected == 3
                ? "QEMU wrote 3 records, but only 2 arrived"
                : "QEMU counted 1 records, but 2 arrived",
            rig.rings.problem().orElseThrow());
      }
    }
  }

  @Test
  void refusesWhatCannotBeSiteRecords() {
    assertEquals(
        "a record has the number 7 of a site that isn't in the table",
        failure(new RingWriter(scratch.resolve("a"), RING_BYTES, 10).vcpu(0).addRaw(7), "a"));
    assertEquals(
        "an escaped record takes 24 bytes, but its message ends after 16",
        failure(
            new RingWriter(scratch.resolve("b"), RING_BYTES, 10)
                .vcpu(0)
                .addRaw(SiteTable.ESCAPE)
                .addRaw(1),
            "b"));
    final String notOfThisVcpu = "an escaped record can't begin with 8000000000000100";
    assertEquals(
        notOfThisVcpu,
        failure(
            new RingWriter(scratch.resolve("d"), RING_BYTES, 10)
                .vcpu(0)
                .addRaw(SiteTable.ESCAPE)
                .addRaw(RecordWord.VALID | 0x100)
                .addRaw(1),
            "d"));
    assertEquals(
        "a gap must be of at least one access, but is of none",
        failure(new RingWriter(scratch.resolve("e"), RING_BYTES, 10).vcpu(0).gap(0, true), "e"));
    final RingWriter large = new RingWriter(scratch.resolve("c"), RING_BYTES, 10).vcpu(0);
    LongStream.range(0, 60).forEach(i -> large.add(RecordWord.VALID, i));
    assertEquals("a batch holds 10 records, but a block has 60", failure(large, "c"));
  }

  /** Lengths that would make a reader look beside the ring, or say that it reads elsewhere. */
  @Test
  void refusesMessagesThatCannotBeThere() {
    final int padding = -1;
    assertEquals(
        "the lengths of messages add up to more than the ring", headerFailure(1 << 30, padding));
    assertEquals(
        "the lengths of messages add up to more than the ring", headerFailure(0x7ffffff9, padding));
    assertEquals("a message of 1073741816 bytes can't be at 8 of 4096", headerFailure(1 << 30, 1));
    assertEquals(
        "a message must be of whole records of 8 bytes, but is -5 bytes long", headerFailure(3, 1));
    assertEquals("the ring holds a message of unknown type 7", headerFailure(16, 7));
    final Path prefix = RingRig.prefix(scratch);
    final RingWriter writer = new RingWriter(prefix, RING_BYTES, 10).vcpu(0);
    try (RingRig rig = new RingRig(prefix, 10, 0)) {
      assertEquals(0, rig.drain());
      writer.readerAt(0, 64);
      assertEquals("the ring's reader is at 0, but the ring says that it is at 64", rig.problem());
    }
  }

  private String headerFailure(final int length, final int type) {
    final Path prefix = RingRig.prefix(scratch);
    new RingWriter(prefix, RING_BYTES, 10).vcpu(0).header(0, length, type);
    try (RingRig rig = new RingRig(prefix, 10, 0)) {
      return rig.problem();
    }
  }

  @Test
  void refusesTablesThatSayWhatCannotBe() {
    final Path prefix = RingRig.prefix(scratch);
    final RingWriter writer = new RingWriter(prefix, RING_BYTES, 10).vcpu(0).addRaw(7);
    writer.sites(70_000).write(0);
    try (RingRig rig = new RingRig(prefix, 10, 0)) {
      assertEquals(
          "the site table says that it has 70000 sites, but it has room for 65535", rig.problem());
    }
  }

  @Test
  void takesNoMoreThanWasCounted() {
    final Path prefix = RingRig.prefix(scratch);
    final RingWriter writer = new RingWriter(prefix, RING_BYTES, 10).vcpu(0);
    try (RingRig rig = new RingRig(prefix, 10, 0)) {
      rig.rings.finishAt(1);
      writer.add(RecordWord.VALID, 1).add(RecordWord.VALID, 2).write(0);
      rig.drain();
      assertTrue(rig.rings.isDrained());
      assertEquals("QEMU counted 1 records, but 2 arrived", rig.rings.problem().orElseThrow());
    }
  }

  private String failure(final RingWriter writer, final String name) {
    writer.write(0);
    try (RingRig rig = new RingRig(scratch.resolve(name), 10, 0)) {
      return rig.problem();
    }
  }

  @Test
  void refusesFilesThatAreNoneOfOurs() throws Exception {
    final Path prefix = scratch.resolve("none");
    assertTrue(openFailure(prefix).contains("NoSuchFile"), openFailure(prefix));
    Files.write(SharedRings.siteTable(prefix), new byte[100]);
    assertTrue(openFailure(prefix).contains("it must be 524352 bytes long, but is 100"));
    Files.write(SharedRings.siteTable(prefix), new byte[SiteTable.BYTES]);
    assertTrue(openFailure(prefix).contains("it must begin with MTSITE01"));
    final Path read = RingRig.prefix(scratch);
    new RingWriter(read, RING_BYTES, 10);
    try (RingRig rig = new RingRig(read, 64, 0)) {
      assertTrue(openFailure(read).contains("OverlappingFileLock"), openFailure(read));
      final TraceException e = assertThrows(TraceException.class, rig::drain);
      assertTrue(e.getMessage().contains("can't read the ring"), e.getMessage());
    }
  }

  private static String openFailure(final Path prefix) {
    return assertThrows(
            TraceException.class, () -> SharedRings.open(prefix, List.of(0), () -> true, 0))
        .getMessage();
  }
}
