package io.memtracer.host.recording.format;

/** Numbers that docs/trace-format.md gives: all integers of a recorded trace are little endian. */
public final class Layout {

  /** The bytes "MTRACE\r\n", with which a file begins: text tools that change it show. */
  public static final long MAGIC = 0x0a0d_4543_4152_544dL;

  /** The only version there is. */
  public static final int VERSION = 1;

  /** Bytes of the magic, the version, and the checksum of both. */
  public static final int FILE_HEADER_BYTES = 16;

  /** The bytes "MTRACEND", with which a whole file ends. */
  public static final long END_MAGIC = 0x444e_4543_4152_544dL;

  /** Bytes of the index's offset, the version, the checksum of both, and the end's magic. */
  public static final int FOOTER_BYTES = 24;

  /** The most records that a chunk has; all but those that end early for another reason do. */
  public static final int CHUNK_RECORDS = 1 << 20;

  /** The most sites that a chunk knows, each by a number of 16 bits. */
  public static final int CHUNK_SITES = 0xffff;

  /** The most tasks that a chunk has numbers for. */
  public static final int CHUNK_TASKS = 1 << 20;

  /** The most phases that a trace has; their own numbers are below that. */
  public static final int PHASES = 1 << 16;

  /** In place of a site's number: the record follows as it is. */
  public static final int LITERAL = 0xffff;

  /** Bytes of a record that follows as it is: its word and its address. */
  public static final int LITERAL_BYTES = 2 * Long.BYTES;

  /** What any block may take, packed or not; nobody reserves more for one. */
  public static final int MAX_BLOCK_BYTES = 48 << 20;

  /**
   * From so many bytes besides the records on, a chunk is ended, so that it stays within bounds.
   */
  public static final int CHUNK_ASIDE_BYTES = 8 << 20;

  /** Hits that the byte of an event tells at most. */
  public static final int MAX_RUN = 15;

  /** With a missed site: the address is as the site's own stride says. */
  public static final int OWN_STRIDE = 0;

  /** The address is as far from that of the record before as it was the last time. */
  public static final int SAME_DISTANCE = 1;

  /** From here on, the length of the residual in bytes is one less than the code. */
  public static final int RESIDUAL = 1;

  private Layout() {}
}
