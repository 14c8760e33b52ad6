/** One level: a cache, what it asks of the next one, and what an access asks of the first. */
package io.memtracer.plugins.cache.level;
