/** A report as one page that a browser shows without asking anybody for anything. */
package io.memtracer.host.report.html;
