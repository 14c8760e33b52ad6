package io.memtracer.host.ring;

/** Where the dispatcher takes its records from. All methods belong to its thread. */
public interface BatchSource extends AutoCloseable {

  /**
   * Moves what is there into batches.
   *
   * @param assembler fills them; always the same
   * @return how many blocks of records were moved; 0 if there are none or there is no batch to fill
   */
  int drain(BatchAssembler assembler);

  /** Whether no more will come and everything has been moved. */
  boolean isDrained();

  /** Gives up what it holds, after which nothing can be drained. A second call does nothing. */
  @Override
  void close();
}
