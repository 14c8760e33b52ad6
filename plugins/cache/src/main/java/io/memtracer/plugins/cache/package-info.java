/** A hierarchy of data caches, simulated. */
package io.memtracer.plugins.cache;
