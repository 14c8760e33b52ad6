package io.memtracer.host.recording.write;

import io.memtracer.host.recording.format.Layout;
import io.memtracer.host.recording.format.Sink;

/**
 * Codes the records of a chunk by what they were to be. For each site it remembers the last
 * address, how far that was from the one before it (the stride) and from that of the record before
 * (the distance), and which site came next. While both the site and its stride are as they were,
 * records are only counted; each other one makes an event, as docs/trace-format.md lays it out.
 *
 * <p>Addresses are kept shifted, with zeros where a packed record has its site: so all differences
 * are taken modulo 2^48 by themselves.
 *
 * <p>Not thread-safe.
 */
final class RecordEncoder {

  private static final int FIELDS_LOG2 = 2;
  private static final int STRIDE = 1;
  private static final int DISTANCE = 2;
  private static final int NEXT = 3;
  private static final long NOBODY = -1;
  private static final int SITE_BITS = 16;
  private static final long SITE_MASK = (1 << SITE_BITS) - 1;

  /** What came before the first record. */
  private static final int BEFORE_ALL = SiteNumbers.ALL;

  private final SiteNumbers numbers = new SiteNumbers();
  private final long[] state = new long[(SiteNumbers.ALL + 1) << FIELDS_LOG2];
  private final EventStreams streams = new EventStreams();
  private int before;
  private long addressBefore;
  private int run;

  RecordEncoder() {
    clear();
  }

  /** For the next chunk, which knows nothing. */
  void clear() {
    numbers.clear();
    streams.clear();
    before = BEFORE_ALL;
    addressBefore = 0;
    run = 0;
    state[(BEFORE_ALL << FIELDS_LOG2) + NEXT] = NOBODY;
  }

  /** The chunk's numbers for sites. */
  SiteNumbers sites() {
    return numbers;
  }

  /**
   * Codes records that are no escapes.
   *
   * @param packed as docs/wire-formats.md lays them out
   * @param siteWords word 0 of each site
   * @return behind the last one that was coded: the first escape, the first record of a site for
   *     which the chunk has no number left, or the end
   */
  int encode(final long[] packed, final int from, final int to, final long[] siteWords) {
    streams.reserve(run, to - from);
    int previous = before;
    long previousAddress = addressBefore;
    int hits = run;
    int i = from;
    for (; i < to; i++) {
      final long record = packed[i];
      final int site = (int) (record & SITE_MASK);
      final long address = record & ~SITE_MASK;
      final int at = site << FIELDS_LOG2;
      if (state[(previous << FIELDS_LOG2) + NEXT] == site
          && address == state[at] + state[at + STRIDE]) {
        hits++;
        state[at] = address;
        state[at + DISTANCE] = address - previousAddress;
      } else {
        if (site == SITE_MASK || isOneTooMany(site)) {
          break;
        }
        before = previous;
        addressBefore = previousAddress;
        run = hits;
        miss(site, address, siteWords[site]);
        hits = 0;
      }
      previous = site;
      previousAddress = address;
    }
    before = previous;
    addressBefore = previousAddress;
    run = hits;
    return i;
  }

  private boolean isOneTooMany(final int site) {
    return numbers.isFull() && numbers.of(site) < 0;
  }

  /**
   * Codes a record that came with its word.
   *
   * @param word with 0 for the vCPU
   * @return false if the chunk has no number left for it
   */
  boolean encode(final long word, final long address) {
    streams.reserve(run, 1);
    final long shifted = address << SITE_BITS;
    if (shifted >> SITE_BITS != address) {
      streams.missed(run, Layout.LITERAL, Layout.OWN_STRIDE);
      streams.literal(word, address);
      run = 0;
      return true;
    }
    final int site = numbers.siteOf(word);
    if (isOneTooMany(site)) {
      return false;
    }
    final int at = site << FIELDS_LOG2;
    if (state[(before << FIELDS_LOG2) + NEXT] == site
        && shifted == state[at] + state[at + STRIDE]) {
      run++;
      state[at] = shifted;
      state[at + DISTANCE] = shifted - addressBefore;
    } else {
      miss(site, shifted, word);
    }
    before = site;
    addressBefore = shifted;
    return true;
  }

  private void miss(final int site, final long address, final long word) {
    final int nextOfBefore = (before << FIELDS_LOG2) + NEXT;
    final boolean siteMissed = state[nextOfBefore] != site;
    final int known = numbers.of(site);
    final int number = known < 0 ? add(site, word) : known;
    final int at = site << FIELDS_LOG2;
    final long own = state[at];
    final int code = code(address, own, state[at + STRIDE], state[at + DISTANCE]);
    if (siteMissed) {
      state[nextOfBefore] = site;
      streams.missed(run, number, code);
    } else {
      streams.event(run, code);
    }
    run = 0;
    if (code > Layout.SAME_DISTANCE) {
      streams.residual(zigzag((address - own) >> SITE_BITS), code - Layout.RESIDUAL);
    }
    state[at] = address;
    state[at + STRIDE] = address - own;
    state[at + DISTANCE] = address - addressBefore;
  }

  /** A site that is new to the chunk is taken to have been where the record before was. */
  private int add(final int site, final long word) {
    final int at = site << FIELDS_LOG2;
    state[at] = addressBefore;
    state[at + STRIDE] = 0;
    state[at + DISTANCE] = 0;
    state[at + NEXT] = NOBODY;
    return numbers.add(site, word);
  }

  private int code(final long address, final long own, final long stride, final long distance) {
    if (address == own + stride) {
      return Layout.OWN_STRIDE;
    }
    if (address == addressBefore + distance) {
      return Layout.SAME_DISTANCE;
    }
    final int bits = Long.SIZE - Long.numberOfLeadingZeros(zigzag((address - own) >> SITE_BITS));
    return Layout.RESIDUAL + Math.max(1, (bits + Byte.SIZE - 1) / Byte.SIZE);
  }

  private static long zigzag(final long value) {
    return (value << 1) ^ (value >> (Long.SIZE - 1));
  }

  /** How much there is of what has no bound by the number of records. */
  int residualBytes() {
    return streams.residualBytes();
  }

  /** Appends all that was coded. */
  void finish(final Sink body) {
    streams.finish(run, body);
    run = 0;
  }
}
