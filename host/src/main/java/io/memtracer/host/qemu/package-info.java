/** One QEMU from its command line to its end, and the control page it shares with us. */
package io.memtracer.host.qemu;
