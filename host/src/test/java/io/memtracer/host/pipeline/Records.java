package io.memtracer.host.pipeline;

import io.memtracer.api.RecordWord;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** A known stream of records, and its bytes. */
public final class Records {

  private final long[] words;
  private final long[] addresses;

  public Records(final long[] words, final long[] addresses) {
    this.words = words;
    this.addresses = addresses;
  }

  /** User and kernel accesses in runs, all sizes, addresses from the whole range. */
  public static Records random(final long seed, final int count) {
    final Random random = new Random(seed);
    final long[] words = new long[count];
    final long[] addresses = new long[count];
    int cpl = 3;
    for (int i = 0; i < count; i++) {
      cpl = random.nextInt(20) == 0 ? random.nextInt(4) : cpl;
      words[i] =
          RecordWord.of(
              random.nextLong(), random.nextInt(256), cpl, random.nextBoolean(), random.nextInt(8));
      addresses[i] = random.nextLong();
    }
    return new Records(words, addresses);
  }

  public long[] words() {
    return words;
  }

  public long[] addresses() {
    return addresses;
  }

  public int size() {
    return words.length;
  }

  /** Those whose privilege level fits. */
  public Records ofCpl(final IntPredicate fits) {
    final int[] chosen =
        IntStream.range(0, size()).filter(i -> fits.test(RecordWord.cpl(words[i]))).toArray();
    return new Records(
        Arrays.stream(chosen).mapToLong(i -> words[i]).toArray(),
        Arrays.stream(chosen).mapToLong(i -> addresses[i]).toArray());
  }

  /** As QEMU's plugin writes them. */
  public byte[] bytes() {
    final ByteBuffer bytes = ByteBuffer.allocate(16 * size()).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < size(); i++) {
      bytes.putLong(words[i]).putLong(addresses[i]);
    }
    return bytes.array();
  }
}
