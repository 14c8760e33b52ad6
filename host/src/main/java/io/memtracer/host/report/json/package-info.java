/** What a run found as JSON for scripts. */
package io.memtracer.host.report.json;
