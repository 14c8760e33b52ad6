/** The layout of recorded traces, as docs/trace-format.md has it: blocks, their codecs, texts. */
package io.memtracer.host.recording.format;
