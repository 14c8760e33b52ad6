package io.memtracer.plugins.hotspots;

import io.memtracer.api.Mergeable;
import io.memtracer.plugins.support.InstructionKeys;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/**
 * Counts all lines and all instructions, whatever memory that takes. Then it doesn't matter which
 * of them came first, so that what was counted of parts of a trace can be added up.
 */
final class AllSpotsAnalyzer extends HotSpotsAnalyzer implements Mergeable {

  AllSpotsAnalyzer(final Shape shape) {
    super(shape);
  }

  @Override
  public void save(final DataOutput out) throws IOException {
    if (programs.size() > InstructionKeys.MAX_PROGRAM + 1) {
      throw new IllegalStateException(
          "more than %d programs in a part of a trace: which of them are told apart depends on the"
                  .formatted(InstructionKeys.MAX_PROGRAM)
              + " parts before it, so that parts can't be put together; use --threads 1");
    }
    completeness.save(out);
    out.writeLong(crossings);
    programs.save(out);
    lines.exact().save(out);
    sites.save(out);
  }

  @Override
  public void mergeNext(final DataInput in) throws IOException {
    completeness.append(in);
    crossings += in.readLong();
    final int[] numbers = programs.append(in);
    final LineKeys keys = new LineKeys(shape.lineBytes(), programs);
    lines.exact().add(in, block -> keys.renumbered(block, numbers));
    sites.add(in, numbers);
  }
}
