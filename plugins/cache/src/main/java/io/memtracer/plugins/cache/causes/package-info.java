/** Why a cache misses: cold, capacity, conflict. */
package io.memtracer.plugins.cache.causes;
