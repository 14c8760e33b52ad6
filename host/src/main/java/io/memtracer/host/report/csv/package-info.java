/** Results as CSV files: a file for each table, curve and picture of each analyzer. */
package io.memtracer.host.report.csv;
