package io.memtracer.api;

/**
 * Consecutive records of the trace, read by index: all made by one vCPU, while it ran one task, in
 * one phase.
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

  /** Null until somebody fills it. */
  long[] physical;

  int size;
  long firstOrdinal;
  int vcpu;
  Task task = Task.UNKNOWN;
  Phase phase = Phase.NONE;

  RecordBatch(final int capacity) {
    addresses = new long[capacity];
    words = new long[capacity];
  }

  RecordBatch(final RecordBatch other, final long firstOrdinal) {
    addresses = other.addresses;
    words = other.words;
    physical = other.physical;
    size = other.size;
    vcpu = other.vcpu;
    task = other.task;
    phase = other.phase;
    this.firstOrdinal = firstOrdinal;
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
   * Position of the first record in what was delivered to this analyzer, counted from 0; the others
   * follow. Only records are counted: what is missing between two batches is told by a {@link
   * TraceEvent.Gap}, and within a batch nothing is.
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
   * Whether it is known where the accesses went in physical memory: of all batches of a run, or of
   * none. An analyzer that can't do without says so in {@link
   * TraceAnalyzerFactory#needsPhysicalAddresses}.
   *
   * @return whether the run was asked for that
   */
  public boolean hasPhysicalAddresses() {
    return physical != null;
  }

  /**
   * Where the access went in physical memory, to be taken apart with {@link PhysicalAddress}.
   *
   * @param index 0 to size - 1
   * @return {@link PhysicalAddress#UNKNOWN} for all if the batch {@linkplain #hasPhysicalAddresses
   *     has none}
   */
  public long physical(final int index) {
    return physical == null ? PhysicalAddress.UNKNOWN : physical[index];
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
   * The vCPU that made all the accesses.
   *
   * @return 0 to 255
   */
  public int vcpu() {
    return vcpu;
  }

  /**
   * The task that made all the accesses, or was interrupted by the code that did.
   *
   * @return the task, {@link Task#UNKNOWN} if nobody looked
   */
  public Task task() {
    return task;
  }

  /**
   * The phase in which all the accesses were made.
   *
   * @return the phase, {@link Phase#NONE} outside of all
   */
  public Phase phase() {
    return phase;
  }
}
