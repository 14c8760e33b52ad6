/** The working set over time: distinct pages in windows of accesses. */
package io.memtracer.plugins.workingset;
