package io.memtracer.host.dispatch.summary;

import io.memtracer.api.Task;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Tasks as they are written down between processes of one version of memtracer. */
final class SavedTasks {

  private SavedTasks() {}

  static void write(final Task task, final DataOutput out) throws IOException {
    out.writeInt(task.id());
    out.writeInt(task.thread());
    out.writeInt(task.process());
    out.writeInt(task.addressSpace());
    out.writeInt(task.parent());
    out.writeUTF(task.role().name());
    out.writeLong(task.bornNanos());
    write(task.name(), out);
    write(task.program(), out);
  }

  static Task read(final DataInput in) throws IOException {
    return new Task(
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        in.readInt(),
        Task.Role.valueOf(in.readUTF()),
        in.readLong(),
        text(in),
        text(in));
  }

  /** Not by {@code writeUTF}: paths may be longer than that can write. */
  private static void write(final String text, final DataOutput out) throws IOException {
    final byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    out.writeInt(bytes.length);
    out.write(bytes);
  }

  private static String text(final DataInput in) throws IOException {
    final byte[] bytes = new byte[in.readInt()];
    in.readFully(bytes);
    return new String(bytes, StandardCharsets.UTF_8);
  }
}
