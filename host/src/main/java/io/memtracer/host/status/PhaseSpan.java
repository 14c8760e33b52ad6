package io.memtracer.host.status;

/**
 * Where in the stream most was done in a phase.
 *
 * @param phase its {@link io.memtracer.api.Phase#id}
 * @param from how many records there were before
 * @param to how many there were at its end
 */
public record PhaseSpan(int phase, long from, long to) {}
