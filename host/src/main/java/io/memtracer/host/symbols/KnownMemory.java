package io.memtracer.host.symbols;

/**
 * All that is known of what lay where in a guest's memory.
 *
 * @param code which code
 * @param data what names addresses of data
 */
public record KnownMemory(KnownCode code, DataNames data) {}
