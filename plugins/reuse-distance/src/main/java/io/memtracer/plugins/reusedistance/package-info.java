/** Reuse distances, exact and sampled, and the miss-ratio curve. */
package io.memtracer.plugins.reusedistance;
