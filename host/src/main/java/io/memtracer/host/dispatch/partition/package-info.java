/** One analyzer that is several of a kind: for all records, and for parts of them. */
package io.memtracer.host.dispatch.partition;
