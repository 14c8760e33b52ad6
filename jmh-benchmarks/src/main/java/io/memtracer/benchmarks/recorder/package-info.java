/** An analyzer that keeps some of a run's records, so that benchmarks have real ones. */
package io.memtracer.benchmarks.recorder;
