package io.memtracer.host.session;

import io.memtracer.host.report.Places;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.Names;
import io.memtracer.host.symbols.KnownMemory;
import java.util.function.Supplier;

/** Says in a report what lies at the addresses that its analyzers found. */
final class Naming {

  private Naming() {}

  /** What is found out when it is asked for first. */
  static Supplier<KnownMemory> once(final Supplier<KnownMemory> memory) {
    return new Supplier<>() {
      private KnownMemory known;

      @Override
      public KnownMemory get() {
        if (known == null) {
          known = memory.get();
        }
        return known;
      }
    };
  }

  /**
   * Names what can be named; the rest stays as it is.
   *
   * @param memory asked for if there is anything to be named
   */
  static TraceReport name(final TraceReport report, final Supplier<KnownMemory> memory) {
    final Places places = Places.of(report.analyzers());
    if (places.code().isEmpty() && places.data().isEmpty()) {
      return report;
    }
    final KnownMemory known = memory.get();
    return report.naming(new Names(known.code(places.code()), known.data(places.data())));
  }
}
