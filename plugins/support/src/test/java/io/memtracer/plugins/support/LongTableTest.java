package io.memtracer.plugins.support;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.testkit.SeededRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SeededRandom.class)
class LongTableTest {

  private final LongTable table = new LongTable();

  @Test
  void holdsEveryKeyThereIs() {
    final long[] keys = {0, -1, Long.MIN_VALUE, Long.MAX_VALUE, 1};
    for (final long key : keys) {
      assertEquals(0, table.value(table.find(key)));
      put(key, ~key == 0 ? 7 : ~key);
    }
    for (final long key : keys) {
      assertEquals(~key == 0 ? 7 : ~key, table.value(table.find(key)));
    }
    assertEquals(keys.length, table.size());
  }

  @RepeatedTest(5)
  void agreesWithHashMap(final Random random) {
    final Map<Long, Long> reference = new HashMap<>();
    final int keyBits = 1 + random.nextInt(20);
    for (int i = 0; i < 50_000; i++) {
      final long key = random.nextLong() >> (64 - keyBits);
      final long value = random.nextLong() | 1;
      reference.put(key, value);
      put(key, value);
    }
    assertEquals(reference.size(), table.size());
    reference.forEach((key, value) -> assertEquals(value, table.value(table.find(key))));
  }

  private void put(final long key, final long value) {
    final int place = table.find(key);
    if (table.value(place) == 0) {
      table.insert(place, key, value);
    } else {
      table.update(place, value);
    }
  }
}
