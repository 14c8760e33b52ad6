package io.memtracer.host.guest;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.memtracer.host.qemu.MachineSpec;
import io.memtracer.host.qemu.QemuVersion;
import io.memtracer.host.status.ErrorCategory;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class GuestStoreTest {

  @TempDir Path cache;
  private GuestStore store;

  @BeforeEach
  void openStore() {
    store = GuestStore.at(cache);
  }

  private Guest add(final String name, final String hash, final String built) throws IOException {
    return add(name, hash, built, Map.of(FactNames.QEMU_VERSION, "10.0.2"));
  }

  private Guest add(
      final String name, final String hash, final String built, final Map<String, String> more)
      throws IOException {
    final Map<String, String> facts = new HashMap<>(more);
    facts.put(FactNames.BUILT, built);
    final Path directory =
        Files.createDirectories(store.guestsDirectory().resolve(name + "-" + hash));
    final Guest guest =
        new Guest(
            name,
            directory,
            directory.resolve("disk.qcow2"),
            "ready",
            Optional.of(directory.resolve("vmlinuz")),
            Optional.of(directory.resolve("initrd.gz")),
            "quiet",
            MachineSpec.DEFAULT_CPU,
            256,
            1,
            8,
            false,
            facts);
    GuestFile.write(guest);
    return guest;
  }

  @Test
  void findsItsPlaceInTheEnvironment() {
    assertEquals(Path.of("/c"), GuestStore.cacheDirectory(Map.of("MEMTRACER_CACHE", "/c"), "/h"));
    assertEquals(
        Path.of("/x/memtracer"), GuestStore.cacheDirectory(Map.of("XDG_CACHE_HOME", "/x"), "/h"));
    assertEquals(Path.of("/h/.cache/memtracer"), GuestStore.cacheDirectory(Map.of(), "/h"));
  }

  @Test
  void isEmptyBeforeAnythingIsBuilt() {
    assertEquals(List.of(), store.list());
    final TraceException failure =
        assertThrows(TraceException.class, () -> store.require("default"));
    assertEquals("there is no guest 'default'; there are: none", failure.getMessage());
  }

  @Test
  void restoresAGuestWithNoOtherNumberOfVcpusOrMemory() throws IOException {
    final Guest guest = add("a", "111", "2026-01-01T00:00:00Z");
    guest.requireVcpus(guest.vcpus());
    guest.requireRamMib(guest.ramMib());
    final TraceException failure = assertThrows(TraceException.class, () -> guest.requireVcpus(2));
    assertEquals(ErrorCategory.USER, failure.category());
    assertEquals(
        "the guest 'a' was built with 1 vCPU and can't be restored with 2: build or prepare it with"
            + " --vcpus 2",
        failure.getMessage());
    assertEquals(
        "the guest 'a' was built with %d MiB of memory and can't be restored with 4096: build or prepare it with --ram 4096"
            .formatted(guest.ramMib()),
        assertThrows(TraceException.class, () -> guest.requireRamMib(4096)).getMessage());
  }

  @Test
  void listsWhatWasWrittenTheNewestOfANameFirst() throws IOException {
    final Guest old = add("a", "111", "2026-01-01T00:00:00Z");
    final Guest other = add("b", "222", "2026-01-01T00:00:00Z");
    final Guest young = add("a", "333", "2026-02-01T00:00:00Z");
    assertEquals(List.of(young, old, other), store.list());
    assertEquals(young, store.require("a"));
    assertEquals(Optional.of(old), store.find("a", guest -> !guest.equals(young)));
  }

  @Test
  void findsTheNewestThatThisQemuCanRestore() throws IOException {
    final Guest old = add("a", "111", "2026-01-01T00:00:00Z");
    final Guest young =
        add("a", "222", "2026-02-01T00:00:00Z", Map.of(FactNames.QEMU_VERSION, "11.1.3"));
    final Guest unknown = add("b", "333", "2026-02-01T00:00:00Z", Map.of());
    assertEquals(old, store.require("a", new QemuVersion(10, 0, 13)));
    assertEquals(young, store.require("a", new QemuVersion(11, 1, 3)));
    assertEquals(unknown, store.require("b", new QemuVersion(11, 1, 3)));
    final TraceException failure =
        assertThrows(TraceException.class, () -> store.require("a", new QemuVersion(11, 0, 0)));
    assertEquals(ErrorCategory.USER, failure.category());
    assertEquals(
        "the guest 'a' was built by QEMU 11.1.3, and can't be restored by 11.0.0: build it again,"
            + " or take that QEMU with --qemu",
        failure.getMessage());
    assertThrows(TraceException.class, () -> store.require("c", new QemuVersion(10, 0, 2)));
  }

  @Test
  void passesOverWhatIsNotComplete() throws IOException {
    Files.createDirectories(store.guestsDirectory().resolve("half-1"));
    Files.createDirectories(store.guestsDirectory().resolve(".building-1"));
    assertEquals(List.of(), store.list());
  }

  @Test
  void removesAllOfAName() throws IOException {
    final Guest guest = add("a", "111", "");
    final Guest other = add("b", "222", "");
    Files.writeString(guest.image(), "bytes");
    assertEquals(List.of(guest), store.remove("a"));
    assertFalse(Files.exists(guest.directory()));
    assertEquals(List.of(other), store.list());
    final TraceException failure = assertThrows(TraceException.class, () -> store.remove("a"));
    assertEquals("there is no guest 'a'; there are: [b]", failure.getMessage());
  }

  @Test
  void saysWhichFileIsBroken() throws IOException {
    final Guest guest = add("a", "111", "");
    Files.writeString(guest.directory().resolve("guest.json"), "{\"format\": 2}");
    final TraceException failure = assertThrows(TraceException.class, store::list);
    assertTrue(failure.getMessage().contains("guest.json can't be used"), failure::getMessage);
    assertTrue(
        failure.getMessage().contains("(\"format\" must be a whole number from 1 to 1, but is 2)"),
        failure::getMessage);
  }

  /**
   * All of it is looked at when it is read: what is odd in it would otherwise be QEMU's to find.
   */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "ram_mib" : 256     | "ram_mib" : -5     | "ram_mib" must be a whole number from 1 to 4194304, but is -5
          "ram_mib" : 256     | "ram_mib" : "x"    | "ram_mib" must be a whole number from 1 to 4194304, but is "x"
          "vcpus" : 1         | "vcpus" : 1.5      | "vcpus" must be a whole number from 1 to 255, but is 1.5
          "vcpus" : 1         | "cpus" : 1         | there is no "vcpus"
          "share_slots" : 8   | "share_slots" : 99 | "share_slots" must be a whole number from 0 to 64, but is 99
          "disk_attached" : f | "disk_attached":01 | it isn't JSON
          "snapshot" : "ready"| "snapshot" : 7     | "snapshot" must be text, but is 7
          "disk.qcow2"        | "../disk.qcow2"    | "image" must be the name of a file beside it, but is "../disk.qcow2"
          "vmlinuz"           | "/vmlinuz"         | "kernel" must be the name of a file beside it, but is "/vmlinuz"
          "initrd" :          | "ramdisk" :        | "kernel" and "initrd" go together
          "name" : "a"        | "name" : "A b"     | "name" must be a guest's, but is 'A b'
          """)
  void saysWhatIsOddInAFile(final String part, final String odd, final String message)
      throws IOException {
    final Path file = add("a", "111", "").directory().resolve("guest.json");
    final String text = Files.readString(file);
    assertTrue(text.contains(part), text);
    Files.writeString(file, text.replace(part, odd));
    final TraceException failure = assertThrows(TraceException.class, store::list);
    assertEquals(
        file + " can't be used (" + message + "): remove the directory and build the guest again",
        failure.getMessage());
  }

  @Test
  void sweepsWhatKilledBuildersLeft() throws IOException {
    final Path left = store.workDirectory();
    Files.writeString(left.resolve("vmlinuz"), "half");
    store.sweepWorkDirectories();
    assertFalse(Files.exists(left));
  }

  @Test
  void refusesNamesThatAreNoNames() {
    for (final String name : List.of("", "../x", "A", "a b", ".a", "-a", "a".repeat(42))) {
      assertThrows(TraceException.class, () -> new GuestRecipe(name, 256, 1));
    }
    assertEquals("sqlite-3", new GuestRecipe("sqlite-3", 256, 1).name());
    final TraceException failure =
        assertThrows(TraceException.class, () -> new GuestRecipe("a", 256, 256));
    assertEquals(
        "the guest's number of vCPUs must be in range [1, 255], but 256 isn't",
        failure.getMessage());
  }

  @Test
  void knowsItsOwnImages() throws IOException {
    final Guest guest = add("a", "111", "");
    assertEquals(guest, Guest.ofImage(guest.image(), "ready", OptionalInt.empty()));
    assertEquals(guest, Guest.ofImage(guest.image(), "ready", OptionalInt.of(256)));
    final TraceException failure =
        assertThrows(
            TraceException.class,
            () -> Guest.ofImage(guest.image(), "ready", OptionalInt.of(2560)));
    assertEquals(
        "the guest a was built with 256 MiB of memory and can't be restored with 2560",
        failure.getMessage());
    assertThrows(
        TraceException.class, () -> Guest.ofImage(guest.image(), "other", OptionalInt.empty()));
  }

  @Test
  void takesOtherImagesForUsersOwn() {
    final Guest guest = Guest.ofImage(cache.resolve("own.qcow2"), "mine", OptionalInt.empty());
    assertEquals(2560, guest.ramMib());
    assertEquals("mine", guest.snapshot());
    assertTrue(guest.machine().boot().isEmpty());
    assertTrue(guest.disk().device().isPresent());
  }
}
