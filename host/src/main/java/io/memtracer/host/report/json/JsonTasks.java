package io.memtracer.host.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.memtracer.api.Task;
import io.memtracer.host.report.TaskGroup;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.status.Programs;
import io.memtracer.host.status.TaskShare;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;

/** Who made the accesses, for scripts. */
final class JsonTasks {

  /** A build of a large program has many thousands. */
  private static final int MAX_TASKS = 1000;

  private JsonTasks() {}

  static void write(final JsonGenerator json, final Attribution attribution, final long records)
      throws IOException {
    json.writeObjectFieldStart("tasks");
    json.writeStringField("whyNot", attribution.whyNot().orElse(null));
    json.writeNumberField(
        "notKnown",
        attribution.whyNot().isPresent() ? 0 : Math.max(0, records - attribution.accesses()));
    json.writeNumberField("leftOut", attribution.leftOut());
    json.writeArrayFieldStart("roles");
    for (final Task.Role role : Task.Role.values()) {
      role(json, role, attribution);
    }
    json.writeEndArray();
    json.writeNumberField(
        "count", attribution.shares().stream().map(share -> share.task().id()).distinct().count());
    json.writeArrayFieldStart("busiest");
    for (final TaskShare share : busiest(attribution)) {
      task(json, share);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void role(
      final JsonGenerator json, final Task.Role role, final Attribution attribution)
      throws IOException {
    final List<TaskShare> shares =
        attribution.shares().stream().filter(share -> share.task().role() == role).toList();
    json.writeStartObject();
    json.writeStringField("role", JsonReport.name(role));
    figures(json, TaskGroup.of("", shares));
    json.writeArrayFieldStart("programs");
    for (final TaskGroup program : TaskGroup.by(shares, share -> Programs.path(share.task()))) {
      json.writeStartObject();
      json.writeStringField("program", program.name());
      figures(json, program);
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void figures(final JsonGenerator json, final TaskGroup group) throws IOException {
    json.writeNumberField("tasks", group.tasks());
    json.writeNumberField("user", group.user());
    json.writeNumberField("kernel", group.kernel());
  }

  private static List<TaskShare> busiest(final Attribution attribution) {
    return attribution.shares().stream()
        .sorted(Comparator.comparingLong(TaskShare::accesses).reversed())
        .limit(MAX_TASKS)
        .toList();
  }

  private static void task(final JsonGenerator json, final TaskShare share) throws IOException {
    final Task task = share.task();
    json.writeStartObject();
    json.writeNumberField("id", task.id());
    json.writeNumberField("thread", task.thread());
    json.writeNumberField("process", task.process());
    json.writeNumberField("addressSpace", task.addressSpace());
    json.writeNumberField("parent", task.parent());
    json.writeStringField("role", JsonReport.name(task.role()));
    json.writeNumberField("bornNanos", task.bornNanos());
    json.writeStringField("name", task.name());
    json.writeStringField("program", task.program());
    if (task.layout() != 0) {
      json.writeNumberField("layout", task.layout());
    }
    json.writeNumberField("user", share.user());
    json.writeNumberField("kernel", share.kernel());
    json.writeEndObject();
  }
}
