/** Why a cache misses: cold, capacity, conflict, and what other caches take. */
package io.memtracer.plugins.cache.causes;
