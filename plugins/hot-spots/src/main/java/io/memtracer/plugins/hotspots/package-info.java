/** The hottest pages, lines and instructions. */
package io.memtracer.plugins.hotspots;
