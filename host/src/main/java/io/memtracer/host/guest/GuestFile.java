package io.memtracer.host.guest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The file {@code guest.json} of a guest's directory: what the guest is and where it comes from.
 */
public final class GuestFile {

  static final String NAME = "guest.json";
  private static final int FORMAT = 1;
  private static final ObjectMapper JSON = new ObjectMapper();

  private GuestFile() {}

  public static void write(final Guest guest) throws IOException {
    final ObjectNode root = JSON.createObjectNode();
    root.put("format", FORMAT);
    root.put("name", guest.name());
    root.put("image", relative(guest, guest.image()));
    root.put("snapshot", guest.snapshot());
    guest.kernel().ifPresent(path -> root.put("kernel", relative(guest, path)));
    guest.initrd().ifPresent(path -> root.put("initrd", relative(guest, path)));
    root.put("command_line", guest.commandLine());
    root.put("cpu", guest.cpu());
    root.put("ram_mib", guest.ramMib());
    root.put("vcpus", guest.vcpus());
    root.put("share_slots", guest.shareSlots());
    root.put("disk_attached", guest.diskAttached());
    final ObjectNode facts = root.putObject("facts");
    guest.facts().forEach(facts::put);
    Files.writeString(
        guest.directory().resolve(NAME),
        JSON.writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n");
  }

  private static String relative(final Guest guest, final Path path) {
    return guest.directory().relativize(path).toString();
  }

  /** Reads a directory's; empty if it has none. */
  public static Optional<Guest> read(final Path directory) {
    final Path file = directory.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return Optional.empty();
    }
    try {
      return Optional.of(decode(directory, JSON.readTree(Files.readString(file))));
    } catch (JsonProcessingException e) {
      throw broken(directory, "it isn't JSON", e);
    } catch (IOException | IllegalArgumentException e) {
      throw broken(directory, e.toString(), e);
    }
  }

  private static TraceException broken(
      final Path directory, final String why, final Throwable cause) {
    return TraceException.environment(
        "%s can't be used (%s): remove the directory and build the guest again"
            .formatted(directory.resolve(NAME), why),
        cause);
  }

  private static Guest decode(final Path directory, final JsonNode root) {
    if (required(root, "format").asInt() != FORMAT) {
      throw new IllegalArgumentException("format " + root.path("format"));
    }
    final Map<String, String> facts = new TreeMap<>();
    required(root, "facts")
        .properties()
        .forEach(entry -> facts.put(entry.getKey(), entry.getValue().asText()));
    return new Guest(
        required(root, "name").asText(),
        directory,
        directory.resolve(required(root, "image").asText()),
        required(root, "snapshot").asText(),
        Optional.ofNullable(root.get("kernel")).map(JsonNode::asText).map(directory::resolve),
        Optional.ofNullable(root.get("initrd")).map(JsonNode::asText).map(directory::resolve),
        required(root, "command_line").asText(),
        required(root, "cpu").asText(),
        required(root, "ram_mib").asInt(),
        required(root, "vcpus").asInt(),
        // Guests of before have none.
        root.path("share_slots").asInt(0),
        required(root, "disk_attached").asBoolean(),
        facts);
  }

  private static JsonNode required(final JsonNode root, final String key) {
    final JsonNode value = root.get(key);
    if (value == null) {
      throw new IllegalArgumentException("no \"" + key + "\"");
    }
    return value;
  }
}
