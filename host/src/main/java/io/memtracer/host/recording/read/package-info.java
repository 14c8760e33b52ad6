/** Reads recorded traces, of which nothing is trusted: a file is a source of batches. */
package io.memtracer.host.recording.read;
