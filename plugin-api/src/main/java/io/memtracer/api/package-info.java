/**
 * What the author of an analyzer sees: {@link io.memtracer.api.TraceAnalyzerFactory} names and
 * creates a {@link io.memtracer.api.TraceAnalyzer}, which is given {@link
 * io.memtracer.api.RecordBatch}es and answers with an {@link
 * io.memtracer.api.result.AnalysisResult}.
 */
package io.memtracer.api;
