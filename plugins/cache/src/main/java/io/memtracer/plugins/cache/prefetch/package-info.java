/** Lines that are fetched before they are asked for. */
package io.memtracer.plugins.cache.prefetch;
