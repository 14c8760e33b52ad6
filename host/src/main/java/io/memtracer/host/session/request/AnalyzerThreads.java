package io.memtracer.host.session.request;

/**
 * On which threads analyzers look at records.
 *
 * @param dedicated on one for each, instead of all in turn on one
 * @param shares then, on so many for one whose work can be shared
 */
public record AnalyzerThreads(boolean dedicated, int shares) {

  public static final int MAX_SHARES = 64;

  public static final AnalyzerThreads SHARED = new AnalyzerThreads(false, 1);
  public static final AnalyzerThreads DEDICATED = new AnalyzerThreads(true, 1);

  /** All on one thread; or, for more, one for each analyzer and so many if that can be. */
  public static AnalyzerThreads of(final int count) {
    return count == 1 ? SHARED : new AnalyzerThreads(true, Math.min(MAX_SHARES, count));
  }

  /** As users type it. */
  @Override
  public String toString() {
    return shares > 1 ? Integer.toString(shares) : dedicated ? "dedicated" : "shared";
  }
}
