/** Bytes from core to core: records in blocks through a ring, and out of it as batches. */
package io.memtracer.host.ring;
