/** What is measured: the stages between QEMU and the report, and analyzers. */
package io.memtracer.benchmarks;
