package io.memtracer.host.session;

import io.memtracer.host.report.Places;
import io.memtracer.host.report.TraceReport;
import io.memtracer.host.status.CodeName;
import io.memtracer.host.status.CodePlace;
import io.memtracer.host.status.DataName;
import io.memtracer.host.status.DataPlace;
import io.memtracer.host.status.Names;
import io.memtracer.host.symbols.KnownMemory;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Names addresses in reports of a run that goes on, as memory is by then. Looking names up takes
 * time, and an address that has none now may have one later: so what is known is kept, and the rest
 * is looked up now and then. In the end a name may be missing that was there before: of code that
 * lay at that address first, where other code has since; or say more: of data, what came later.
 *
 * <p>Not thread-safe.
 */
final class LiveNames {

  private static final long LEAST_REST_NANOS = TimeUnit.SECONDS.toNanos(1);

  /** Looking up takes no more than one part of so many. */
  private static final int PARTS = 10;

  private final Supplier<KnownMemory> memory;
  private final LongSupplier nanoTime;
  private final Map<CodePlace, CodeName> code = new HashMap<>();
  private final Map<DataPlace, DataName> data = new HashMap<>();
  private boolean looked;
  private long lastNanos;
  private long restNanos;

  /**
   * Names that are looked up when they are needed.
   *
   * @param memory what is known of it when that is asked for
   */
  LiveNames(final Supplier<KnownMemory> memory, final LongSupplier nanoTime) {
    this.memory = memory;
    this.nanoTime = nanoTime;
  }

  /** The same report with names, as far as they are known. */
  TraceReport name(final TraceReport report) {
    final Places places = Places.of(report.analyzers());
    code.keySet().retainAll(places.code());
    data.keySet().retainAll(places.data());
    final long begin = nanoTime.getAsLong();
    if (!looked || begin - lastNanos >= restNanos) {
      lookUp(without(places.code(), code), without(places.data(), data), begin);
    }
    return report.naming(new Names(code, data));
  }

  private static <P> Set<P> without(final Collection<P> places, final Map<P, ?> known) {
    final Set<P> unknown = new HashSet<>(places);
    unknown.removeAll(known.keySet());
    return unknown;
  }

  private void lookUp(
      final Set<CodePlace> codePlaces, final Set<DataPlace> dataPlaces, final long begin) {
    if (codePlaces.isEmpty() && dataPlaces.isEmpty()) {
      return;
    }
    final KnownMemory now = memory.get();
    code.putAll(now.code(codePlaces));
    data.putAll(now.data(dataPlaces));
    looked = true;
    lastNanos = nanoTime.getAsLong();
    restNanos = Math.max(LEAST_REST_NANOS, (PARTS - 1) * (lastNanos - begin));
  }
}
