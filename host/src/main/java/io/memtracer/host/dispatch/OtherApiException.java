package io.memtracer.host.dispatch;

import io.memtracer.api.ApiVersion;

/** An analyzer lacks what the host calls, or calls what the host lacks. */
final class OtherApiException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private OtherApiException(final IncompatibleClassChangeError cause) {
    super(
        "its JAR was built against another version of the analyzers' API than this memtracer's, "
            + ApiVersion.current()
            + "; build it again for this one (docs/write-an-analyzer.md): "
            + cause.getMessage(),
        cause);
  }

  /** What an analyzer threw, explained if it is that. */
  static Throwable explain(final Throwable thrown) {
    return thrown instanceof IncompatibleClassChangeError mismatch
        ? new OtherApiException(mismatch)
        : thrown;
  }
}
