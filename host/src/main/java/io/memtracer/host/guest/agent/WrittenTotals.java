package io.memtracer.host.guest.agent;

/**
 * How much a program wrote.
 *
 * @param files how many files it made or changed
 * @param bytes what they take
 * @param removed how many it removed
 */
public record WrittenTotals(long files, long bytes, long removed) {}
