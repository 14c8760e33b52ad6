package io.memtracer.api;

/**
 * Consecutive records of the trace, read by index.
 *
 * <p>A record is two 64-bit values: the {@linkplain #address address} of the access, and the
 * {@linkplain #word word} that holds all the rest. The fields of the word have a method each here;
 * an analyzer that wants several of them reads the word once and takes it apart with {@link
 * RecordWord}:
 *
 * <pre>{@code
 * for (int i = 0; i < batch.size(); i++) {
 *   final long word = batch.word(i);
 *   if (RecordWord.isStore(word)) {
 *     bytesStored += RecordWord.size(word);
 *   }
 * }
 * }</pre>
 *
 * <p>The class is final and keeps its records in two arrays, so that such a loop has no call, no
 * allocation and no branch of ours in it. Which transport brought the records can't be seen here.
 *
 * <p>Not thread-safe. Valid during {@link TraceAnalyzer#onBatch} only.
 */
public final class RecordBatch {

  final long[] addresses;
  final long[] words;
  int size;
  long firstOrdinal;

  RecordBatch(final int capacity) {
    addresses = new long[capacity];
    words = new long[capacity];
  }

  /**
   * How many records there are.
   *
   * @return at least 1 when given to an analyzer
   */
  public int size() {
    return size;
  }

  /**
   * Position of the first record in what was delivered to this analyzer, counted from 0. The others
   * follow without a gap.
   *
   * @return the ordinal
   */
  public long firstOrdinal() {
    return firstOrdinal;
  }

  /**
   * Virtual address of the access.
   *
   * @param index 0 to size - 1
   * @return the address, unsigned: kernel addresses are negative as a Java long
   */
  public long address(final int index) {
    return addresses[index];
  }

  /**
   * Everything else about the access, to be taken apart with {@link RecordWord}.
   *
   * @param index 0 to size - 1
   * @return the record's word 0
   */
  public long word(final int index) {
    return words[index];
  }

  /**
   * Address of the accessing instruction.
   *
   * @param index 0 to size - 1
   * @return the virtual address
   */
  public long pc(final int index) {
    return RecordWord.pc(words[index]);
  }

  /**
   * Size of the access.
   *
   * @param index 0 to size - 1
   * @return bytes
   */
  public int accessSize(final int index) {
    return RecordWord.size(words[index]);
  }

  /**
   * Store or load.
   *
   * @param index 0 to size - 1
   * @return true for a store
   */
  public boolean isStore(final int index) {
    return RecordWord.isStore(words[index]);
  }

  /**
   * Privilege level of the code that made the access.
   *
   * @param index 0 to size - 1
   * @return 0 (kernel) to 3 (user)
   */
  public int cpl(final int index) {
    return RecordWord.cpl(words[index]);
  }

  /**
   * The vCPU that made the access.
   *
   * @param index 0 to size - 1
   * @return 0 to 255
   */
  public int vcpu(final int index) {
    return RecordWord.vcpu(words[index]);
  }
}
