/** Private caches of several vCPUs that take lines from each other. */
package io.memtracer.plugins.cache.coherence;
