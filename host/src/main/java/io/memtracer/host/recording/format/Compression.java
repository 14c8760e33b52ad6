package io.memtracer.host.recording.format;

/** What a user chooses: how small a recording is to be, against the time that it takes. */
public enum Compression {
  /** The least time: LZ4. */
  FAST,
  /** In between: zstd. */
  NORMAL,
  /** The least room: zstd at a higher level, to be used when nobody waits. */
  SMALL
}
