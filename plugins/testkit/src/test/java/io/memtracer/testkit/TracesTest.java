package io.memtracer.testkit;

import static io.memtracer.testkit.Traces.load;
import static io.memtracer.testkit.Traces.store;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.api.RecordWord;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TracesTest {

  @Test
  void saysWhatItMeans() {
    final Trace trace =
        Traces.of(load(0x1000, 8), store(0x1040, 4).kernel().vcpu(1).pc(0xffff_ffff_8123_4567L));
    assertEquals(2, trace.size());
    assertEquals(0x1000, trace.address(0));
    assertEquals(8, RecordWord.size(trace.word(0)));
    assertTrue(RecordWord.isUser(trace.word(0)));
    assertEquals(0x1040, trace.address(1));
    assertEquals(4, RecordWord.size(trace.word(1)));
    assertTrue(RecordWord.isStore(trace.word(1)));
    assertEquals(0, RecordWord.cpl(trace.word(1)));
    assertEquals(1, RecordWord.vcpu(trace.word(1)));
    assertEquals(0xffff_ffff_8123_4567L, RecordWord.pc(trace.word(1)));
  }

  @Test
  void changesWholeTraces() {
    final Trace base = Traces.stride(0x1000, -64, 3);
    final Trace changed = base.pc(0x77).vcpu(200).cpl(1).stores();
    final Access expected = store(0x1000 - 128, 8).cpl(1).vcpu(200).pc(0x77);
    assertEquals(expected.word(), changed.word(2));
    assertEquals(expected.address(), changed.address(2));
    assertEquals(base.then(base).then(base), base.times(3));
    assertEquals(base, base.times(2).slice(3, 6));
    assertEquals(
        Traces.of(load(1, 8), load(2, 8), load(3, 8)),
        Traces.of(load(1, 8), load(3, 8)).interleavedWith(Traces.of(load(2, 8))));
  }

  @Test
  void keepsToItsAreas() {
    final Trace random = Traces.random(new Random(1), 0x8000, 4096, 5000);
    final Trace zipf = Traces.zipf(new Random(1), 0x8000, 4096, 5000);
    final long[] visits = new long[512];
    for (int i = 0; i < 5000; i++) {
      assertTrue(random.address(i) >= 0x8000 && random.address(i) < 0x9000);
      visits[(int) (zipf.address(i) - 0x8000) / 8]++;
    }
    assertTrue(visits[0] > 5 * visits[8], Arrays.toString(visits));
  }

  @Test
  void visitsEverySlotOfAChainOnce() {
    final Trace chase = Traces.pointerChase(new Random(3), 0, 100, 200);
    assertEquals(100, IntStream.range(0, 100).mapToLong(chase::address).distinct().count());
    assertEquals(chase.slice(0, 100), chase.slice(100, 200));
  }

  @Test
  void mixesEverything() {
    final Trace mixed = Traces.mixed(new Random(5), 100_000);
    assertEquals(100_000, mixed.size());
    assertEquals(mixed, Traces.mixed(new Random(5), 100_000));
    final IntStream indexes = IntStream.range(0, mixed.size());
    final long[] levels = new long[4];
    final long[] sizes = new long[8];
    final long[] stores = new long[2];
    final long[] halves = new long[2];
    indexes.forEach(
        i -> {
          levels[RecordWord.cpl(mixed.word(i))]++;
          sizes[Integer.numberOfTrailingZeros(RecordWord.size(mixed.word(i)))]++;
          stores[RecordWord.isStore(mixed.word(i)) ? 1 : 0]++;
          halves[mixed.address(i) < 0 ? 1 : 0]++;
        });
    for (final long[] counts : new long[][] {levels, sizes, stores, halves}) {
      assertTrue(Arrays.stream(counts).min().getAsLong() > 1000, Arrays.toString(counts));
    }
  }

  @Test
  void refusesWhatNoRecordCanHold() {
    assertThrows(IllegalArgumentException.class, () -> load(0, 3));
    assertThrows(IllegalArgumentException.class, () -> load(0, 256));
    assertThrows(IllegalArgumentException.class, () -> load(0, 8).cpl(4));
    assertThrows(IllegalArgumentException.class, () -> load(0, 8).vcpu(256));
  }
}
