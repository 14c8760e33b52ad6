/** One QEMU from its command line to its end. */
package io.memtracer.host.qemu;
