package io.memtracer.host.report;

/**
 * Two figures that should be the same.
 *
 * @param left key of one: the end of its path, as much of it as it takes to tell it from others
 * @param right key of the other
 */
public record FigurePair(String left, String right) {}
