/** Writes recorded traces: what comes out of rings is coded, packed in chunks, and appended. */
package io.memtracer.host.recording.write;
