package io.memtracer.plugins.hotspots;

/**
 * What was counted of all together.
 *
 * @param accesses all
 * @param crossings lines that accesses went on to
 * @param partial whether accesses were made that aren't in the trace
 */
record Totals(long accesses, long crossings, boolean partial) {}
