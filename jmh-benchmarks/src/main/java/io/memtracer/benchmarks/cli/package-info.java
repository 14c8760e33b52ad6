/** The command {@code memtracer bench}, for authors of analyzers. */
package io.memtracer.benchmarks.cli;
