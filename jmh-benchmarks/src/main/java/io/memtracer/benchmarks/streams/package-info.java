/** The records that benchmarks are made with. */
package io.memtracer.benchmarks.streams;
