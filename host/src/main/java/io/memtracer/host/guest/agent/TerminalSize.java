package io.memtracer.host.guest.agent;

/**
 * How much a terminal shows.
 *
 * @param rows lines
 * @param columns characters of a line
 */
public record TerminalSize(int rows, int columns) {}
