/** What a part of a run, or of the sets, tells of all of it. */
package io.memtracer.plugins.cache.sample;
