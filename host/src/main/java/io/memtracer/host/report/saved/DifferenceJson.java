package io.memtracer.host.report.saved;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;

/** A difference as the page draws it. */
public final class DifferenceJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private DifferenceJson() {}

  /** All of it. */
  public static byte[] of(final Difference difference) throws IOException {
    final ObjectNode root = MAPPER.createObjectNode();
    root.put("schema", "memtracer-difference");
    strings(root.putArray("before"), difference.before());
    strings(root.putArray("after"), difference.after());
    root.put("same", difference.same());
    root.put("oneSided", difference.oneSided().size());
    root.put("knowsSpread", difference.knowsSpread());
    final ArrayNode changed = root.putArray("changed");
    for (final Change change : difference.changed()) {
      final ObjectNode row = changed.addObject();
      row.put("path", change.path());
      row.put("unit", change.unit().key());
      spread(row.putObject("before"), change.before());
      spread(row.putObject("after"), change.after());
      row.put("change", DifferenceText.ratio(change));
      row.put("weight", change.weight());
    }
    return MAPPER.writeValueAsBytes(root);
  }

  private static void spread(final ObjectNode node, final Spread spread) {
    node.put("median", spread.median());
    node.put("low", spread.low());
    node.put("high", spread.high());
  }

  private static void strings(final ArrayNode array, final List<String> strings) {
    strings.forEach(array::add);
  }
}
