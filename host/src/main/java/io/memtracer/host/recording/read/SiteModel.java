package io.memtracer.host.recording.read;

import io.memtracer.host.recording.format.DamagedException;
import io.memtracer.host.recording.format.Layout;
import io.memtracer.host.recording.format.Source;
import java.util.Arrays;

/**
 * Takes a chunk's records apart: the counterpart of the encoder, which see. What the chunk says is
 * used for nothing without a check; where a check would cost each record, that of the array's
 * bounds is it.
 *
 * <p>Not thread-safe.
 */
final class SiteModel {

  private static final int FIELDS_LOG2 = 2;
  private static final int STRIDE = 1;
  private static final int DISTANCE = 2;
  private static final int NEXT = 3;
  private static final int SITE_BITS = 16;
  private static final int CODE_MASK = 7;
  private static final int RUN_SHIFT = 4;

  /** Not even the number of a field: what is looked up for it is out of bounds. */
  private static final long NOBODY = -1;

  private static final int BEFORE_ALL = Layout.CHUNK_SITES;

  private final long[] state = new long[(Layout.CHUNK_SITES + 1) << FIELDS_LOG2];
  private final long[] siteWords = new long[Layout.CHUNK_SITES + 1];
  private Source events;
  private Source missed;
  private Source residuals;
  private int sites;
  private int known;
  private int before;
  private long addressBefore;
  private int run;
  private int event;
  private boolean hasEvent;

  /**
   * Begins a chunk.
   *
   * @param words word 0 of each of its sites
   * @param streams events, missed sites, residuals
   */
  void begin(final Source words, final Source streams) {
    sites = SiteWords.read(words, siteWords);
    events = streams.takeSection();
    missed = streams.takeSection();
    residuals = streams.takeSection();
    known = 0;
    before = BEFORE_ALL;
    addressBefore = 0;
    run = 0;
    hasEvent = false;
    state[(BEFORE_ALL << FIELDS_LOG2) + NEXT] = NOBODY;
  }

  /**
   * Decodes the next records.
   *
   * @param words where their words go
   * @param addresses where their addresses go
   * @param from of the first of them
   * @param to behind the last of them
   * @param vcpuBits are added to their words
   * @throws DamagedException if there aren't so many, or they can't be
   */
  void decode(
      final long[] words,
      final long[] addresses,
      final int from,
      final int to,
      final long vcpuBits) {
    int next = from;
    try {
      while (next < to) {
        if (run > 0) {
          final int end = next + Math.min(run, to - next);
          hits(words, addresses, next, end, vcpuBits);
          run -= end - next;
          next = end;
        } else if (hasEvent) {
          hasEvent = false;
          miss(words, addresses, next++, vcpuBits);
        } else {
          takeEvent();
        }
      }
    } catch (ArrayIndexOutOfBoundsException e) {
      throw new DamagedException("a record is of a site that the chunk doesn't have", e);
    }
  }

  private void takeEvent() {
    event = events.takeByte();
    run = event >>> RUN_SHIFT;
    // Without a missed site, that its address is as it was to be says that there is no miss.
    hasEvent = (event & (CODE_MASK << 1 | 1)) != 0;
  }

  private void hits(
      final long[] words,
      final long[] addresses,
      final int from,
      final int to,
      final long vcpuBits) {
    int site = before;
    long address = addressBefore;
    for (int i = from; i < to; i++) {
      site = (int) state[(site << FIELDS_LOG2) + NEXT];
      final int at = site << FIELDS_LOG2;
      final long now = state[at] + state[at + STRIDE];
      state[at] = now;
      state[at + DISTANCE] = now - address;
      words[i] = siteWords[site] | vcpuBits;
      addresses[i] = now >> SITE_BITS;
      address = now;
    }
    before = site;
    addressBefore = address;
  }

  private void miss(
      final long[] words, final long[] addresses, final int index, final long vcpuBits) {
    final int code = event >>> 1 & CODE_MASK;
    final int nextOfBefore = (before << FIELDS_LOG2) + NEXT;
    final int site;
    if ((event & 1) == 0) {
      site = (int) state[nextOfBefore];
    } else {
      site = missed.takeShort();
      if (site == Layout.LITERAL) {
        literal(words, addresses, index, vcpuBits);
        return;
      }
      require(site);
      state[nextOfBefore] = site;
    }
    final int at = site << FIELDS_LOG2;
    final long own = state[at];
    final long address =
        switch (code) {
          case Layout.OWN_STRIDE -> own + state[at + STRIDE];
          case Layout.SAME_DISTANCE -> addressBefore + state[at + DISTANCE];
          default -> own + (unzigzag(residuals.takeLow(code - Layout.RESIDUAL)) << SITE_BITS);
        };
    state[at] = address;
    state[at + STRIDE] = address - own;
    state[at + DISTANCE] = address - addressBefore;
    words[index] = siteWords[site] | vcpuBits;
    addresses[index] = address >> SITE_BITS;
    before = site;
    addressBefore = address;
  }

  /** Sites come in the order of their numbers, the first time. */
  private void require(final int site) {
    if (site > known || site >= sites) {
      throw new DamagedException(
          "site %d can't be before site %d, of %d".formatted(site, known, sites));
    }
    if (site == known) {
      known++;
      final int at = site << FIELDS_LOG2;
      state[at] = addressBefore;
      Arrays.fill(state, at + STRIDE, at + NEXT, 0);
      state[at + NEXT] = NOBODY;
    }
  }

  private void literal(
      final long[] words, final long[] addresses, final int index, final long vcpuBits) {
    words[index] = SiteWords.take(residuals) | vcpuBits;
    addresses[index] = residuals.takeLong();
  }

  private static long unzigzag(final long value) {
    return value >>> 1 ^ -(value & 1);
  }

  /**
   * Makes sure that there is nothing left.
   *
   * @throws DamagedException if there is
   */
  void requireAtEnd() {
    if (run > 0 || hasEvent || events.left() + missed.left() + residuals.left() > 0) {
      throw new DamagedException("there are more records than the chunk says");
    }
    if (known != sites) {
      throw new DamagedException("%d of %d sites have no record".formatted(sites - known, sites));
    }
  }
}
