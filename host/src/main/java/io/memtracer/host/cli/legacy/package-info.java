/**
 * {@code ./memory_tracer}: takes the arguments of memtracer's predecessor, makes the request that
 * {@code memtracer trace} would make, and prints what the predecessor printed.
 */
package io.memtracer.host.cli.legacy;
