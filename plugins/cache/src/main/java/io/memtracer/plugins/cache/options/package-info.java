/** What users ask for: levels and what each is like, read and checked. */
package io.memtracer.plugins.cache.options;
