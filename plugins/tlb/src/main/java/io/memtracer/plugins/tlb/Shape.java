package io.memtracer.plugins.tlb;

/**
 * The TLBs of a vCPU.
 *
 * @param small the first level, for pages of 4 KiB
 * @param large the first level, for pages of 2 MiB
 * @param second the second level, for both
 * @param asids address spaces whose pages are kept at a time
 */
record Shape(Geometry small, Geometry large, Geometry second, int asids) {}
