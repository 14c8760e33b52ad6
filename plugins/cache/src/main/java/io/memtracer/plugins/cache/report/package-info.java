/** Figures as tables and sentences. */
package io.memtracer.plugins.cache.report;
