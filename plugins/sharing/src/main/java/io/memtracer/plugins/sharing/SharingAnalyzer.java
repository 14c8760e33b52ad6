package io.memtracer.plugins.sharing;

import io.memtracer.api.AnalysisContext;
import io.memtracer.api.EndOfTrace;
import io.memtracer.api.Mergeable;
import io.memtracer.api.RecordBatch;
import io.memtracer.api.RecordWord;
import io.memtracer.api.TraceAnalyzer;
import io.memtracer.api.TraceEvent;
import io.memtracer.api.result.AnalysisResult;
import io.memtracer.plugins.support.AddressSpaces;
import io.memtracer.plugins.support.Completeness;
import io.memtracer.plugins.support.Reach;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * Looks for lines that several use at a time.
 *
 * <p>Which of two vCPUs came first can't be known: the stream has their accesses batch by batch. So
 * it is cut into windows, and what counts is who touched which bytes in one. A look over a whole
 * run would call most sharing true, since in the end somebody has read all that another one wrote.
 *
 * <p>Windows are numbered from the start of the trace. A part that begins within one keeps what was
 * used in that apart, for whoever has its beginning.
 */
final class SharingAnalyzer implements TraceAnalyzer, Mergeable {

  private final Settings settings;
  private final int lineShift;

  /** A line has 64 parts, each with a bit. */
  private final int partShift;

  private final long lastLine;
  private final int[] reach = Reach.table();
  private final LineParts parts = new LineParts();
  private final WindowUses uses = new WindowUses();

  /** What was used in a window that began before the first record; empty if there is none. */
  private final WindowUses head = new WindowUses();

  private boolean isInHead;
  private boolean hasBegun;
  private long firstWindow;
  private final Contention contention;
  private final Owners owners;
  private long window;
  private final Completeness completeness = new Completeness();

  SharingAnalyzer(final Settings settings) {
    this.settings = settings;
    lineShift = Integer.numberOfTrailingZeros(settings.lineBytes());
    partShift = lineShift - Settings.PARTS_LOG2;
    lastLine = -1L >>> lineShift;
    contention = new Contention(settings.limit());
    owners = new Owners(settings.by());
  }

  @Override
  public void onStart(final AnalysisContext context) {
    completeness.start(context);
  }

  @Override
  public void onEvent(final TraceEvent event) {
    completeness.event(event);
  }

  @Override
  public void onBatch(final RecordBatch batch) {
    owners.know(batch.task());
    if (!hasBegun) {
      begin(batch.firstOrdinal());
    }
    int next = 0;
    while (next < batch.size()) {
      final long ordinal = batch.firstOrdinal() + next;
      reach(ordinal / settings.window());
      final long left = settings.window() - ordinal % settings.window();
      final int end = (int) Math.min(batch.size(), next + left);
      use(batch, next, end);
      next = end;
    }
  }

  private void begin(final long ordinal) {
    hasBegun = true;
    firstWindow = ordinal / settings.window();
    window = firstWindow;
    isInHead = ordinal % settings.window() != 0;
    if (ordinal > 0) {
      contention.keepAll();
    }
  }

  /** Goes on to a window, maybe the one that there is. */
  private void reach(final long next) {
    if (next != window) {
      endWindow();
      isInHead = false;
      window = next;
    }
  }

  private void use(final RecordBatch batch, final int from, final int to) {
    final long kernel = owners.kernel(batch);
    final long user = owners.user(batch);
    final long space = AddressSpaces.of(batch.task());
    final long inLine = (1L << lineShift) - 1;
    final WindowUses current = isInHead ? head : uses;
    final int toLine = lineShift;
    final int toPart = partShift;
    final int[] bytes = reach;
    final long[] begin = parts.from;
    final long[] end = parts.upTo;
    for (int i = from; i < to; i++) {
      final long word = batch.word(i);
      final long address = AddressSpaces.apart(batch.address(i), space);
      final long owner = RecordWord.isUser(word) ? user : kernel;
      final int offset = (int) (address & inLine);
      final int first = offset >>> toPart;
      final int last = (offset + bytes[(int) word & Reach.MASK]) >>> toPart;
      final long bits = begin[first & (begin.length - 1)];
      if (last < end.length) {
        current.add(address >>> toLine, owner, word, bits & end[last & (end.length - 1)]);
      } else {
        current.add(address >>> toLine, owner, word, bits);
        useBehind(current, address, word, owner, last + 1 - Settings.PARTS);
      }
    }
  }

  /** What of an access lies in the lines behind its first. */
  private void useBehind(
      final WindowUses current,
      final long address,
      final long word,
      final long owner,
      final int behind) {
    long line = address >>> lineShift;
    for (int left = behind; left > 0; left -= Settings.PARTS) {
      line = (line + 1) & lastLine;
      current.add(line, owner, word, parts.upTo[Math.min(left, Settings.PARTS) - 1]);
    }
  }

  private void endWindow() {
    contention.take(uses);
    uses.clear();
  }

  /** Of the windows that are over. */
  @Override
  public Optional<AnalysisResult> snapshot() {
    return Optional.of(result(EndOfTrace.of(window * settings.window())));
  }

  @Override
  public void save(final DataOutput out) throws IOException {
    completeness.save(out);
    owners.save(out);
    out.writeBoolean(hasBegun);
    if (hasBegun) {
      out.writeLong(firstWindow);
      head.save(out);
      out.writeLong(window);
      contention.save(out);
      uses.save(out);
    }
  }

  @Override
  public void mergeNext(final DataInput in) throws IOException {
    completeness.append(in);
    owners.append(in);
    if (in.readBoolean()) {
      hasBegun = true;
      reach(in.readLong());
      uses.append(in);
      reach(in.readLong());
      contention.append(in);
      uses.append(in);
    }
  }

  @Override
  public AnalysisResult onEnd(final EndOfTrace end) {
    endWindow();
    return result(end);
  }

  private AnalysisResult result(final EndOfTrace end) {
    return new SharingReport(
            settings, contention, owners, end.recordsDelivered(), completeness.isPartial(end))
        .result();
  }
}
