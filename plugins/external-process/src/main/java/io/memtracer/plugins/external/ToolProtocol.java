package io.memtracer.plugins.external;

/** What a tool and memtracer say to each other; the records aside. */
final class ToolProtocol {

  /** The tool's handler is installed and it is about to open the FIFO. */
  static final String READY = "Ready to analyze";

  /** The tool's analysis follows. */
  static final String BEGIN = "-----begin analysis output-----";

  /** The analysis is complete. */
  static final String END = "-----end analysis output-----";

  /** SIGUSR1: every record has been read, print the analysis. */
  static final int SIGNAL = 10;

  /** Bytes of a record. */
  static final int RECORD_BYTES = 16;

  private ToolProtocol() {}
}
