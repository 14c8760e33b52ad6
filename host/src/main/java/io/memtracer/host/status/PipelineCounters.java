package io.memtracer.host.status;

/**
 * What the host's side of the transport counted.
 *
 * @param recordsRead whole records taken out of the transport
 * @param bytesRead bytes taken out of it, those of a partial record included
 * @param reads how many reads that took
 * @param ringFull times a read had to be put off because the analyzers weren't done with earlier
 *     records
 */
public record PipelineCounters(long recordsRead, long bytesRead, long reads, long ringFull) {}
