package io.memtracer.plugins.external;

/** The life of a tool, step by step; each is the one before which a failure says it happened. */
enum ToolStep {
  /** Its program is loaded. */
  START("starting"),
  /** It prepares itself and prints that it is ready. */
  READY("getting ready"),
  /** It opens the FIFO. */
  OPEN("opening the FIFO"),
  /** It reads while the guest runs. */
  READ("reading the trace"),
  /** The trace is complete; it reads what is left. */
  DRAIN("reading the end of the trace"),
  /** It was sent the signal and prints. */
  ANALYZE("printing its analysis");

  private final String text;

  ToolStep(final String text) {
    this.text = text;
  }

  /** For messages: "failed while ...". */
  String text() {
    return text;
  }
}
