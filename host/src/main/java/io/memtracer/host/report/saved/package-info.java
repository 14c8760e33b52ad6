/** Reports that were kept, as JSON: read again, and compared with each other. */
package io.memtracer.host.report.saved;
