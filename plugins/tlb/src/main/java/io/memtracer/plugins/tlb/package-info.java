/** Simulates translation look-aside buffers: what it costs to find out where pages are. */
package io.memtracer.plugins.tlb;
