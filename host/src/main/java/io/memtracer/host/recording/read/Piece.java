package io.memtracer.host.recording.read;

/**
 * Consecutive chunks of a trace.
 *
 * @param firstChunk the first of them, from 0
 * @param endChunk behind the last of them
 * @param offset where the first of them begins in the file
 * @param tellsPages whether all chunks of the trace tell where in physical memory accesses went
 * @param firstOrdinal of its first record, in what is taken of the trace
 */
public record Piece(
    int firstChunk, int endChunk, long offset, boolean tellsPages, long firstOrdinal) {}
