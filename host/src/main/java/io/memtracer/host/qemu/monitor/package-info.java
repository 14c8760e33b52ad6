/** The monitor of a QEMU: commands, their replies, and events. */
package io.memtracer.host.qemu.monitor;
