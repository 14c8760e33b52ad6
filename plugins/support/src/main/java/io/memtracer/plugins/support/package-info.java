/** What the bundled analyzers have in common; each of their JARs has its own copy. */
package io.memtracer.plugins.support;
