package io.memtracer.host.qemu.control;

import static io.memtracer.host.qemu.control.ControlPageLayout.slotField;

import io.memtracer.host.status.InstructionCounts;
import io.memtracer.host.status.TraceCounters;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads what the plugin counts of each vCPU in its slot of the control page. */
final class SlotCounters {

  private static final VarHandle LONG =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final ByteBuffer page;

  SlotCounters(final ByteBuffer page) {
    this.page = page;
  }

  /** What was counted of a vCPU since arming. */
  TraceCounters of(final int vcpu) {
    return new TraceCounters(
        counter(vcpu, ControlPageLayout.SLOT_SEEN),
        counter(vcpu, ControlPageLayout.SLOT_TRACED),
        counter(vcpu, ControlPageLayout.SLOT_WRITTEN),
        counter(vcpu, ControlPageLayout.SLOT_DROPPED),
        counter(vcpu, ControlPageLayout.SLOT_FULL_WAITS),
        counter(vcpu, ControlPageLayout.SLOT_FULL_WAIT_NANOS),
        new InstructionCounts(
            instructions(vcpu, 0),
            instructions(vcpu, 1),
            instructions(vcpu, 2),
            instructions(vcpu, 3)));
  }

  private long instructions(final int vcpu, final int cpl) {
    return counter(vcpu, ControlPageLayout.SLOT_INSTRUCTIONS + cpl * Long.BYTES);
  }

  private long counter(final int vcpu, final int field) {
    return (long) LONG.getAcquire(page, slotField(vcpu, field));
  }
}
