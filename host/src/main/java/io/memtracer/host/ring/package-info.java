/**
 * Bytes from core to core: records in blocks through a ring, ours or QEMU's, and out of it as
 * batches.
 */
package io.memtracer.host.ring;
