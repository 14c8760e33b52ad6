package io.memtracer.host.recording;

import io.memtracer.api.RecordWord;
import io.memtracer.host.ring.RingTap;
import io.memtracer.host.ring.RingWriter;
import io.memtracer.host.ring.SharedRings;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/**
 * Rings of two vCPUs with all that there can be: strides, jumps, addresses that take more than 48
 * bits, sites without a number, gaps, tasks, phases, and events between them; with odd seeds also
 * where pages are.
 */
final class SeededRings {

  private static final int VCPUS = 2;
  private static final int RING_BYTES = 1 << 20;
  private static final int SITES = 300;
  private static final int NUMBERED_SITES = 250;
  private static final int TASKS = 5;
  private static final int PHASES = 4;
  private static final int PLACES = 4096;
  private static final long PAGE = 9L << 48 | 0xffff;
  private static final int IS_TASK = 1;
  private static final int IS_PHASE = 6;

  private final Random random;
  private final RingWriter writer;
  private final Path prefix;
  private final long[] addresses = new long[SITES];
  private final boolean tellsPages;

  /** Of each vCPU's places, the page that was told last, and 1. */
  private final long[][] told = new long[VCPUS][PLACES];

  /**
   * Makes the files.
   *
   * @param prefix what their names begin with
   */
  SeededRings(final Path prefix, final long seed) {
    this.prefix = prefix;
    tellsPages = seed % 2 != 0;
    random = new Random(seed);
    writer = new RingWriter(prefix, RING_BYTES, NUMBERED_SITES);
    for (int vcpu = 0; vcpu < VCPUS; vcpu++) {
      writer.vcpu(vcpu);
    }
    writer.tasks(TASKS + 1).phases(PHASES + 1);
    for (int i = 0; i < TASKS; i++) {
      writer.task(1000 + i, "task" + i);
    }
    for (int i = 0; i < PHASES; i++) {
      writer.phase(i == 3 ? 1 : 0, "phase" + i);
    }
  }

  SharedRings open(final RingTap tap) {
    return SharedRings.open(prefix, List.of(0, 1), () -> true, 0, tap, tellsPages);
  }

  /** Writes a message of about so many records. */
  SeededRings write(final int records) {
    writer.tell(1 + random.nextInt(TASKS), IS_TASK);
    if (random.nextBoolean()) {
      writer.tell(1 + random.nextInt(PHASES), IS_PHASE);
    }
    final int vcpu = random.nextInt(VCPUS);
    final int first = random.nextInt(SITES);
    for (int i = 0; i < records; i++) {
      final int site = random.nextInt(8) == 0 ? random.nextInt(SITES) : (first + i % 7) % SITES;
      final long address = address(site);
      if (tellsPages) {
        tellPage(vcpu, address);
      }
      writer.add(word(site, vcpu), address);
      if (random.nextInt(500) == 0) {
        event();
      }
    }
    if (!writer.write(vcpu)) {
      throw new IllegalStateException("the ring is full");
    }
    return this;
  }

  /** If it isn't where it was told, which happens now and then. */
  private void tellPage(final int vcpu, final long address) {
    final long page = address & -4096;
    final int place = (int) ((address >>> 12 ^ address >>> 24) & (PLACES - 1));
    if (told[vcpu][place] != (page | 1) || random.nextInt(100) == 0) {
      told[vcpu][place] = page | 1;
      final long frame = random.nextLong() >>> 12 & -4096;
      writer.addRaw(PAGE).addRaw(page);
      writer.addRaw(random.nextInt(20) == 0 ? 2 : frame | random.nextInt(2));
    }
  }

  private static long word(final int site, final int vcpu) {
    return RecordWord.of(0x401000 + 4L * site, vcpu, site % 3 == 0 ? 0 : 3, site % 2 == 0, 3);
  }

  private long address(final int site) {
    final int choice = random.nextInt(20);
    if (choice == 0) {
      addresses[site] = random.nextLong() >> random.nextInt(Long.SIZE);
    } else if (choice == 1) {
      addresses[site] -= random.nextInt(1 << 20);
    } else {
      addresses[site] += 8L * (site % 5);
    }
    return addresses[site];
  }

  private void event() {
    switch (random.nextInt(6)) {
      case 0 -> writer.gap(1 + random.nextInt(1000), random.nextBoolean());
      case 1 -> writer.tell(1 + random.nextInt(TASKS), 2 + random.nextInt(4));
      default -> writer.tell(1 + random.nextInt(PHASES), 7 + random.nextInt(2));
    }
  }
}
