package io.memtracer.host.dispatch.partition;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordBatchWriter;
import io.memtracer.api.RecordWord;
import io.memtracer.testkit.SeededRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SeededRandom.class)
final class CplPartitionTest {

  private static final int CAPACITY = 3000;

  private record Item(long word, long address, long physical) {}

  @RepeatedTest(10)
  void sortsEachBatchAndNumbersTheRecordsOfEachSide(
      final RepetitionInfo repetition, final Random random) {
    final boolean isPhysical = repetition.getCurrentRepetition() % 2 == 0;
    final CplPartition partition = new CplPartition();
    final RecordBatchWriter batch = new RecordBatchWriter(CAPACITY);
    long ordinal = 0;
    long users = 0;
    for (int round = 0; round < 20; round++) {
      batch.clear(ordinal);
      fill(batch, random);
      for (int i = 0; isPhysical && i < batch.batch().size(); i++) {
        batch.physical()[i] = random.nextLong();
      }
      partition.accept(batch.batch());
      // Whoever asks second about the same batch gets the same.
      partition.accept(batch.batch());
      final List<Item> user = new ArrayList<>(items(batch.batch()));
      final List<Item> kernel = new ArrayList<>(user);
      user.removeIf(item -> RecordWord.cpl(item.word) != 3);
      kernel.removeIf(item -> RecordWord.cpl(item.word) == 3);
      assertEquals(user, items(partition.user()));
      assertEquals(kernel, items(partition.kernel()));
      assertEquals(users, partition.user().firstOrdinal());
      assertEquals(ordinal - users, partition.kernel().firstOrdinal());
      users += user.size();
      ordinal += batch.batch().size();
    }
  }

  /** Stretches of one level, from single records to more than a batch holds. */
  private static void fill(final RecordBatchWriter batch, final Random random) {
    final int size = 1 + random.nextInt(CAPACITY);
    while (batch.batch().size() < size) {
      final int cpl = random.nextInt(4);
      final int stretch = 1 << random.nextInt(12);
      for (int i = 0; i < stretch && batch.batch().size() < size; i++) {
        batch.add(RecordWord.of(random.nextLong(), 0, cpl, false, 3), random.nextLong());
      }
    }
  }

  private static List<Item> items(final RecordBatch batch) {
    final List<Item> items = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      items.add(new Item(batch.word(i), batch.address(i), batch.physical(i)));
    }
    return items;
  }
}
