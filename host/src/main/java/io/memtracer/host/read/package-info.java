/** Brings the records of a running QEMU into the ring. */
package io.memtracer.host.read;
