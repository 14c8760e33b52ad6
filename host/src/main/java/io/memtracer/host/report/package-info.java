/** What a run found, and what of it every form of a report says alike. */
package io.memtracer.host.report;
