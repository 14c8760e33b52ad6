package io.memtracer.host.guest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The file {@code guest.json} of a guest's directory: what the guest is and where it comes from.
 */
public final class GuestFile {

  static final String NAME = "guest.json";
  private static final int FORMAT = 1;
  private static final int MAX_RAM_MIB = 1 << 22;
  private static final int MAX_VCPUS = 255;
  private static final int MAX_SHARE_SLOTS = 64;
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
    } catch (IllegalArgumentException e) {
      throw broken(directory, e.getMessage(), e);
    } catch (IOException e) {
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
    final GuestFields fields = new GuestFields(root);
    fields.number("format", FORMAT, FORMAT);
    final String name = fields.text("name");
    if (!GuestStore.isName(name)) {
      throw new IllegalArgumentException("\"name\" must be a guest's, but is '" + name + "'");
    }
    final Optional<Path> kernel = fields.optionalFile("kernel", directory);
    final Optional<Path> initrd = fields.optionalFile("initrd", directory);
    if (kernel.isPresent() != initrd.isPresent()) {
      throw new IllegalArgumentException("\"kernel\" and \"initrd\" go together");
    }
    return new Guest(
        name,
        directory,
        fields.file("image", directory),
        fields.text("snapshot"),
        kernel,
        initrd,
        fields.text("command_line"),
        fields.text("cpu"),
        fields.number("ram_mib", 1, MAX_RAM_MIB),
        fields.number("vcpus", 1, MAX_VCPUS),
        // Guests of before have none.
        fields.number("share_slots", 0, MAX_SHARE_SLOTS, 0),
        fields.flag("disk_attached"),
        fields.texts("facts"));
  }
}
