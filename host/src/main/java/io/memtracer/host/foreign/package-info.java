/** Reads traces that other programs have written. */
package io.memtracer.host.foreign;
