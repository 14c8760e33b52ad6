package io.memtracer.host.report.json;

import com.fasterxml.jackson.core.JsonGenerator;
import io.memtracer.host.status.PhaseShare;
import io.memtracer.host.status.PhaseSpan;
import io.memtracer.host.status.Phases;
import java.io.IOException;

/** In which phases the accesses were made, for scripts. */
final class JsonPhases {

  private JsonPhases() {}

  static void write(final JsonGenerator json, final Phases phases, final long records)
      throws IOException {
    json.writeObjectFieldStart("phases");
    json.writeStringField("whyNot", phases.whyNot().orElse(null));
    json.writeNumberField("outside", Math.max(0, records - phases.accesses()));
    json.writeNumberField("refused", phases.refused());
    json.writeNumberField("unmatched", phases.unmatched());
    json.writeArrayFieldStart("named");
    for (final PhaseShare share : phases.shares()) {
      phase(json, share);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("spans");
    for (final PhaseSpan span : phases.spans()) {
      json.writeStartObject();
      json.writeNumberField("phase", span.phase());
      json.writeNumberField("from", span.from());
      json.writeNumberField("to", span.to());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static void phase(final JsonGenerator json, final PhaseShare share) throws IOException {
    json.writeStartObject();
    json.writeNumberField("id", share.phase().id());
    json.writeNumberField("parent", share.parent());
    json.writeStringField("name", share.phase().name());
    json.writeBooleanField("ofRun", share.ofRun());
    json.writeNumberField("begun", share.begun());
    json.writeNumberField("ended", share.ended());
    json.writeNumberField("user", share.user());
    json.writeNumberField("kernel", share.kernel());
    json.writeEndObject();
  }
}
