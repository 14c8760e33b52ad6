package io.memtracer.host.qemu.control;

import io.memtracer.host.status.FunctionCode;
import io.memtracer.host.status.Selection;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** Puts a wish into the control page, but for its sequence number: that says that it is whole. */
final class WishWriter {

  private static final byte[] NO_CODE = {};

  private final ByteBuffer page;

  private WishWriter(final ByteBuffer page) {
    this.page = page.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  static void write(final TraceWish wish, final ByteBuffer page) {
    new WishWriter(page).write(wish);
  }

  private void write(final TraceWish wish) {
    page.putInt(ControlPageLayout.WISH_ARMED, wish.armed() ? 1 : 0);
    page.putInt(ControlPageLayout.WISH_CPL3_ONLY, wish.userOnly() ? 1 : 0);
    page.putInt(ControlPageLayout.WISH_BLOCK_LOG2, wish.sampling().blockLog2());
    page.putInt(ControlPageLayout.WISH_RATIO_LOG2, wish.sampling().ratioLog2());
    page.putInt(ControlPageLayout.WISH_ON_FULL, wish.dropWhenFull() ? 1 : 0);
    page.putInt(ControlPageLayout.WISH_EXACT_INSTRUCTIONS, wish.exactInstructions() ? 1 : 0);
    page.putInt(ControlPageLayout.WISH_TELLS_PAGES, wish.pages() ? 1 : 0);
    page.putInt(ControlPageLayout.TASKS_WANTED, wish.tasks().isPresent() ? 1 : 0);
    wish.tasks().ifPresent(this::write);
    write(wish.selection());
  }

  private void write(final TaskWish tasks) {
    page.putInt(ControlPageLayout.TASKS_WORKLOAD, tasks.workload());
    page.putInt(ControlPageLayout.TASKS_AGENT, tasks.agent());
    final int[] offsets = tasks.kernel().offsets();
    for (int i = 0; i < offsets.length; i++) {
      page.putInt(ControlPageLayout.TASKS_OFFSETS + i * Integer.BYTES, offsets[i]);
    }
    final long[] addresses = tasks.kernel().addresses();
    for (int i = 0; i < addresses.length; i++) {
      page.putLong(ControlPageLayout.TASKS_ADDRESSES + i * Long.BYTES, addresses[i]);
    }
    tasks.kernel().mappings().ifPresent(this::write);
  }

  private void write(final SelectionWish wish) {
    final Selection selection = wish.selection();
    page.putInt(ControlPageLayout.WISH_PHASES_ONLY, selection.needsPhases() ? 1 : 0);
    page.putLong(ControlPageLayout.WISH_SKIP, selection.skip());
    page.putLong(ControlPageLayout.WISH_MOST, selection.most());
    write(ControlPageLayout.FUNCTION_FROM, wish.from());
    write(ControlPageLayout.FUNCTION_UNTIL, wish.until());
    page.putInt(ControlPageLayout.FUNCTIONS_ONCE, selection.isOnce() ? 1 : 0);
    final byte[] name = selection.phase().getBytes(StandardCharsets.UTF_8);
    final byte[] field = Arrays.copyOf(name, ControlPageLayout.FUNCTIONS_PHASE_BYTES);
    field[field.length - 1] = 0;
    page.put(ControlPageLayout.FUNCTIONS_PHASE, field);
  }

  private void write(final int offset, final Optional<FunctionCode> function) {
    final byte[] code =
        function.map(found -> HexFormat.of().parseHex(found.code())).orElse(NO_CODE);
    page.putInt(offset, function.map(FunctionCode::pageOffset).orElse(0));
    page.putInt(offset + ControlPageLayout.FUNCTION_LENGTH, code.length);
    page.put(offset + ControlPageLayout.FUNCTION_CODE, code);
  }

  private void write(final MappingLayout mappings) {
    for (int i = 0; i < mappings.offsets().size(); i++) {
      page.putInt(
          ControlPageLayout.MAPPINGS_OFFSETS + i * Integer.BYTES, mappings.offsets().get(i));
    }
    page.putLong(ControlPageLayout.MAPPINGS_TOLD, mappings.told());
    page.putInt(ControlPageLayout.MAPPINGS_DATA_TOO, mappings.data().isEmpty() ? 0 : 1);
    for (int i = 0; i < mappings.data().size(); i++) {
      page.putInt(
          ControlPageLayout.MAPPINGS_DATA_OFFSETS + i * Integer.BYTES, mappings.data().get(i));
    }
    write(mappings.changes());
  }

  private void write(final MappingChanges changes) {
    page.putLong(ControlPageLayout.MAPPINGS_COPIED, changes.copied());
    page.putLong(ControlPageLayout.MAPPINGS_FAULTED, changes.faulted());
    page.putLong(ControlPageLayout.MAPPINGS_CLONED, changes.cloned());
    for (int i = 0; i < changes.cloneOffsets().size(); i++) {
      page.putInt(
          ControlPageLayout.MAPPINGS_CLONE_OFFSETS + i * Integer.BYTES,
          changes.cloneOffsets().get(i));
    }
  }
}
