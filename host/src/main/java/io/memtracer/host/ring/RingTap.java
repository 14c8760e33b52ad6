package io.memtracer.host.ring;

import io.memtracer.api.Phase;
import io.memtracer.api.Task;
import io.memtracer.api.TraceEvent;
import io.memtracer.host.status.Phases;
import java.nio.LongBuffer;
import java.util.function.Supplier;

/**
 * Told of everything that comes out of shared rings, in its order, as it came and before it is
 * decoded: once each, also where there was no batch for it at first. All methods are called by the
 * draining thread; what they throw breaks the trace.
 */
public interface RingTap {

  /** Nobody who is told. */
  RingTap NONE =
      new RingTap() {
        @Override
        public void begins(final Supplier<Phases> phases) {}

        @Override
        public void context(final int vcpu, final Task task, final Phase phase) {}

        @Override
        public void records(
            final LongBuffer source, final int offset, final int length, final long[] siteWords) {}

        @Override
        public void page(final int vcpu, final long page, final long frame) {}

        @Override
        public void event(final TraceEvent event) {}
      };

  /**
   * The rings are there.
   *
   * @param phases the phases so far, to be asked for by the same thread
   */
  void begins(Supplier<Phases> phases);

  /** Whose the records from here on are; also called when that is no news. */
  void context(int vcpu, Task task, Phase phase);

  /**
   * Site records without anything else between them, as docs/wire-formats.md lays them out.
   *
   * @param source little endian
   * @param offset where they begin, in longs
   * @param length how many longs they take
   * @param siteWords word 0 of each site; all that there are here have one
   */
  void records(LongBuffer source, int offset, int length, long[] siteWords);

  /**
   * A vCPU's accesses to a page from here on are where they weren't before, or it isn't told yet.
   *
   * @param page the virtual address at which it begins
   * @param frame as {@link PageTable#tell} takes it
   */
  void page(int vcpu, long page, long frame);

  /**
   * Something happened behind the last record.
   *
   * @param event its ordinal is not set
   */
  void event(TraceEvent event);
}
