/**
 * What the tests of an analyzer start from: {@link io.memtracer.testkit.Traces} builds traces,
 * {@link io.memtracer.testkit.Replay} plays them into an analyzer, and {@link
 * io.memtracer.testkit.TraceAnalyzerConformance} is the suite that every analyzer's test extends.
 */
package io.memtracer.testkit;
