package io.memtracer.host.session.request;

/** How records come from QEMU. */
public enum Transport {
  /** Through rings in memory that QEMU shares with us, 8 bytes a record. */
  RING,
  /** Through a FIFO, 16 bytes a record. */
  FIFO
}
