/** Measures what it takes to write and read recorded traces. */
package io.memtracer.benchmarks.recordings;
