package io.memtracer.host.qemu.control;

/**
 * Tell records apart by the task that made them.
 *
 * @param kernel where its tasks are
 * @param workload the kernel's number of the traced process
 * @param agent and of the agent's
 */
public record TaskWish(KernelLayout kernel, int workload, int agent) {}
