package io.memtracer.plugins.cache;

import io.memtracer.plugins.cache.level.Memory;
import io.memtracer.plugins.support.AddressSpaces;

/** Memory that tells what is asked of it. */
final class ReportedMemory extends Memory {

  private final int lineShift;
  private final CacheFilter.Sink sink;

  ReportedMemory(final int index, final int lineShift, final CacheFilter.Sink sink) {
    super(index);
    this.lineShift = lineShift;
    this.sink = sink;
  }

  @Override
  public int read(final long line, final int who) {
    tell(line, false);
    return super.read(line, who);
  }

  @Override
  public int write(final long line, final int who) {
    tell(line, true);
    return super.write(line, who);
  }

  @Override
  public void writeBack(final long line) {
    tell(line, true);
    super.writeBack(line);
  }

  private void tell(final long line, final boolean written) {
    sink.line(AddressSpaces.address(line << lineShift), written);
  }
}
