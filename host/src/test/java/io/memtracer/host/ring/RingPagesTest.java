package io.memtracer.host.ring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.PhysicalAddress;
import io.memtracer.api.RecordWord;
import io.memtracer.host.pipeline.Seeds;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Where in physical memory accesses went whose records come through rings. */
@Timeout(60)
final class RingPagesTest {

  private static final Path GOLDEN = Path.of("../qemu-gmbeoo/build/golden");
  private static final int RING_BYTES = 1 << 16;
  private static final int VCPU = 3;
  private static final long PAGE = 9L << 48 | 0xffff;
  private static final long WORD = RecordWord.of(0x401000, VCPU, 3, false, 2);
  private static final int MESSAGES = 200;

  @TempDir Path scratch;

  @Test
  void readsWhatThePluginWrites() throws Exception {
    for (final String suffix : List.of(".sites", ".tasks", ".phases", ".6")) {
      Files.copy(GOLDEN.resolve("ring" + suffix), scratch.resolve("ring" + suffix));
    }
    final List<Long> addresses = new ArrayList<>();
    final List<Long> physical = new ArrayList<>();
    for (final String line : Files.readAllLines(GOLDEN.resolve("pages.txt"))) {
      final String[] words = line.split(" ", -1);
      addresses.add(Long.parseUnsignedLong(words[0], 16));
      physical.add(
          words[1].equals("-")
              ? PhysicalAddress.UNKNOWN
              : PhysicalAddress.of(Long.parseLong(words[1], 16), words[2].equals("1")));
    }
    assertEquals(4000, addresses.size());
    try (RingRig rig = new RingRig(scratch.resolve("ring"), 4096, true, 6)) {
      rig.rings.finishAt(addresses.size());
      rig.drainToTheEnd();
      assertEquals(Optional.empty(), rig.rings.problem());
      assertEquals(addresses, rig.collected.addresses);
      assertEquals(physical, rig.collected.physical);
    }
  }

  /** With gaps and escapes between, no batch at times, and pages that drive each other out. */
  @Test
  void tellsOfEachAccessWhereItWent() {
    Seeds.forEach(
        seed -> {
          final Random random = new Random(seed);
          final Path prefix = RingRig.prefix(scratch);
          final RingWriter writer = new RingWriter(prefix, RING_BYTES, 10).vcpu(VCPU);
          final Map<Integer, Long> places = new HashMap<>();
          final Map<Long, Long> frames = new HashMap<>();
          final List<Long> addresses = new ArrayList<>();
          final List<Long> physical = new ArrayList<>();
          try (RingRig rig = new RingRig(prefix, 2000 + random.nextInt(3000), true, VCPU)) {
            for (int message = 0; message < MESSAGES; message++) {
              final int records = 1 + random.nextInt(60);
              for (int i = 0; i < records; i++) {
                final long page = page(random);
                if (random.nextInt(40) == 0) {
                  frames.remove(page);
                }
                if (tell(writer, places, frames, page, random) && random.nextInt(30) == 0) {
                  writer.gap(1 + random.nextInt(9), random.nextBoolean());
                }
                final long offset = random.nextInt(4096);
                addresses.add(page + offset);
                physical.add(physical(frames.get(page), offset));
                writer.add(word(random), page + offset);
              }
              rig.collected.refuse = random.nextInt(5) == 0;
              while (!writer.write(VCPU)) {
                rig.drain();
                rig.collected.refuse = false;
              }
            }
            rig.rings.finishAt(addresses.size());
            rig.drainToTheEnd();
            assertEquals(Optional.empty(), rig.rings.problem());
            assertEquals(addresses, rig.collected.addresses);
            assertEquals(physical, rig.collected.physical);
          }
        });
  }

  /** Of a few places, some of addresses that no site record holds. */
  private static long page(final Random random) {
    final long high = random.nextInt(4) * 0x1001_0000L;
    final long low = 0x1000L * random.nextInt(5);
    return switch (random.nextInt(20)) {
      case 0 -> 0x00ff_0000_0000_0000L + low;
      case 1, 2, 3, 4 -> 0xffff_8880_0000_0000L + high + low;
      default -> 0x7f00_0000_0000L + high + low;
    };
  }

  private static long word(final Random random) {
    return RecordWord.of(0x401000 + 4L * random.nextInt(12), VCPU, 3, false, 2);
  }

  private static int place(final long page) {
    return (int) ((page >>> 12 ^ page >>> 24) & 4095);
  }

  /** What the plugin does before an access, if it has to. */
  private static boolean tell(
      final RingWriter writer,
      final Map<Integer, Long> places,
      final Map<Long, Long> frames,
      final long page,
      final Random random) {
    final boolean isThere = Long.valueOf(page).equals(places.get(place(page)));
    if (isThere && frames.containsKey(page)) {
      return false;
    }
    final long frame = random.nextInt(50) == 0 ? 2 : random.nextInt(1 << 20) * 4096L;
    frames.put(page, frame == 2 || random.nextInt(9) > 0 ? frame : frame | 1);
    places.put(place(page), page);
    writer.addRaw(PAGE).addRaw(page).addRaw(frames.get(page));
    return true;
  }

  private static long physical(final long frame, final long offset) {
    return frame == 2
        ? PhysicalAddress.UNKNOWN
        : PhysicalAddress.of((frame & ~4095) + offset, (frame & 1) != 0);
  }

  @Test
  void refusesAnAccessToAPageThatWasNotTold() {
    assertEquals(
        "nobody has told where the page of 0000000000002008 is",
        problem(true, writer -> tellPage(writer, 0x1000, 0x5000).add(WORD, 0x2008)));
    // The place is taken by another one.
    assertEquals(
        "nobody has told where the page of 0000000000001008 is",
        problem(
            true,
            writer ->
                tellPage(tellPage(writer, 0x1000, 0x5000), 0x100_0000, 0x6000).add(WORD, 0x1008)));
  }

  @Test
  void refusesPagesThatCannotBe() {
    for (final long[] impossible :
        new long[][] {
          {0x1008, 0x5000}, {0x1000, 0x5004}, {0x1000, 3}, {0x1000, -4096}, {0x1000, 1L << 52}
        }) {
      assertEquals(
          "no page can go from %016x to %016x".formatted(impossible[0], impossible[1]),
          problem(true, writer -> tellPage(writer, impossible[0], impossible[1])));
    }
    assertEquals(
        "a record of 16 bytes tells where a page is",
        problem(true, writer -> writer.addRaw(PAGE).addRaw(0x1000)));
    assertEquals(
        "a record of 32 bytes tells where a page is",
        problem(false, writer -> tellPage(writer, 0x1000, 0x5000).add(WORD, 0x1000)));
  }

  private static RingWriter tellPage(final RingWriter writer, final long page, final long frame) {
    return writer.addRaw(PAGE).addRaw(page).addRaw(frame);
  }

  private interface Message {
    RingWriter write(RingWriter writer);
  }

  private String problem(final boolean tellsPages, final Message message) {
    final Path prefix = RingRig.prefix(scratch);
    final RingWriter writer = new RingWriter(prefix, RING_BYTES, 10).vcpu(VCPU);
    try (RingRig rig = new RingRig(prefix, 1000, tellsPages, VCPU)) {
      message.write(writer).write(VCPU);
      return rig.problem();
    }
  }

  @Test
  void givesNoneWhereNobodyTells() {
    final Path prefix = RingRig.prefix(scratch);
    final RingWriter writer = new RingWriter(prefix, RING_BYTES, 10).vcpu(VCPU);
    try (RingRig rig = new RingRig(prefix, 1000, VCPU)) {
      writer.add(WORD, 0x1000).write(VCPU);
      rig.rings.finishAt(1);
      rig.drainToTheEnd();
      assertFalse(rig.collected.physical.isEmpty());
      assertTrue(
          rig.collected.physical.stream().noneMatch(PhysicalAddress::isKnown),
          rig.collected.physical.toString());
    }
  }

  /** Whatever byte is another one: an answer as it may be, or that it can't be, but an end. */
  @Test
  void comesToAnEndWhateverIsWritten() {
    Seeds.forEach(
        seed -> {
          final Random random = new Random(seed);
          final Path prefix = RingRig.prefix(scratch);
          final RingWriter writer = new RingWriter(prefix, RING_BYTES, 10).vcpu(VCPU);
          try (RingRig rig = new RingRig(prefix, 1000, true, VCPU)) {
            for (int word = 0; word < 100; word++) {
              final long raw = random.nextLong();
              switch (random.nextInt(4)) {
                case 0 -> tellPage(writer, random.nextInt(8) * 4096L, raw >>> 12 & ~4095);
                case 1 -> writer.add(WORD, random.nextInt(8) * 4096L);
                case 2 -> writer.addRaw(raw);
                default -> writer.addRaw(PAGE ^ 1L << random.nextInt(64));
              }
            }
            writer.write(VCPU);
            rig.rings.finishWhenEmpty();
            rig.drainToTheEnd();
            assertEquals(rig.collected.addresses.size(), rig.collected.physical.size());
          }
        });
  }
}
