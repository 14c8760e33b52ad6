/**
 * The control page that the host shares with the plugin: what is wished, what is, what was counted.
 */
package io.memtracer.host.qemu.control;
