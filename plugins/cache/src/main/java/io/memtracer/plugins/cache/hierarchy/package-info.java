/** All caches of a machine, put together. */
package io.memtracer.plugins.cache.hierarchy;
