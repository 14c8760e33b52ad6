/** Writes records into files that other programs read. */
package io.memtracer.plugins.export;
