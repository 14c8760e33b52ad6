package io.memtracer.host.status;

/** How the records of a run get from whoever makes them to those who take them. */
public enum Delivery {
  /** QEMU counts them, shared rings bring them, and this process counts them again. */
  RINGS("QEMU", "ring", true),
  /** QEMU counts them, a FIFO brings them, and this process counts them again. */
  FIFO("QEMU", "pipe", true),
  /** QEMU counts them and writes them to a FIFO that another process reads: nobody counts again. */
  DIRECT("QEMU", "pipe", false),
  /** They were made before, and whatever replays them counts them. */
  REPLAYED("the source", "buffer", true),
  /** There are none: nothing is traced. */
  UNTRACED("nobody", "buffer", true);

  private final String producer;
  private final String buffer;
  private final boolean countedTwice;

  Delivery(final String producer, final String buffer, final boolean countedTwice) {
    this.producer = producer;
    this.buffer = buffer;
    this.countedTwice = countedTwice;
  }

  /** Who makes the records, as reports call it. */
  public String producer() {
    return producer;
  }

  /** What the producer waits for when it is full, as reports call it. */
  public String buffer() {
    return buffer;
  }

  /** Whether both sides count, so that equal counts prove that nothing was lost on the way. */
  public boolean isCountedTwice() {
    return countedTwice;
  }
}
