package io.memtracer.plugins.reusedistance;

import io.memtracer.api.result.AnalysisResult;
import io.memtracer.api.result.Curve;
import io.memtracer.testkit.Results;

/** Compares curves. */
final class Curves {

  private Curves() {}

  /** Mean over the sizes of a sampled curve of how far it is off; the exact one may end earlier. */
  static double meanError(final AnalysisResult exact, final AnalysisResult sampled) {
    final Curve truth = (Curve) Results.item(exact, "miss-ratio", "curve");
    final Curve curve = (Curve) Results.item(sampled, "miss-ratio", "curve");
    double sum = 0;
    for (int i = 0; i < curve.x().size(); i++) {
      sum += Math.abs(curve.lines().get(0).values().get(i) - at(truth, curve.x().get(i)));
    }
    return sum / curve.x().size();
  }

  private static double at(final Curve curve, final double x) {
    int i = 0;
    while (i + 1 < curve.x().size() && curve.x().get(i + 1) <= x) {
      i++;
    }
    return curve.lines().get(0).values().get(i);
  }
}
