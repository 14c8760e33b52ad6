/** Turns what a run found into text for people and JSON for scripts. */
package io.memtracer.host.report;
