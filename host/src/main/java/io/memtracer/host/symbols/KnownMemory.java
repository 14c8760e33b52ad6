package io.memtracer.host.symbols;

/**
 * All that is known of what lay where in a guest's memory.
 *
 * @param code which code
 * @param data what else
 */
public record KnownMemory(KnownCode code, KnownData data) {}
