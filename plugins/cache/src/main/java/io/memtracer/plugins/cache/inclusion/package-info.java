/** Levels that have what others have, or what these lost. */
package io.memtracer.plugins.cache.inclusion;
