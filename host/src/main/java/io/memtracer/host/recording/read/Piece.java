package io.memtracer.host.recording.read;

/**
 * Consecutive chunks of a trace.
 *
 * @param firstChunk the first of them, from 0
 * @param endChunk behind the last of them
 * @param firstOrdinal of its first record, in what is taken of the trace
 */
public record Piece(int firstChunk, int endChunk, long firstOrdinal) {}
