package io.memtracer.host.guest.agent;

/**
 * A terminal that a program gets as its standard input.
 *
 * @param size at first
 * @param output whether it is its standard output, too
 * @param error whether it is its standard error, too
 */
public record TerminalWish(TerminalSize size, boolean output, boolean error) {}
