/** Replays the pieces of a recorded trace on several threads, for analyzers that can be merged. */
package io.memtracer.host.parallel;
