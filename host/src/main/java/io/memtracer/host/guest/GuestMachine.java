package io.memtracer.host.guest;

import io.memtracer.host.qemu.RunDirectory;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * QEMU's arguments for the machine of a guest. A snapshot can only be restored into the machine it
 * was taken from, so builder and runs both get theirs here.
 */
public final class GuestMachine {

  private static final String AGENT_SOCKET = "agent.sock";
  private static final String CONSOLE = "console.log";
  private static final String OVERLAY = "overlay.qcow2";
  private static final String AGENT_PORT = "org.memtracer.agent";

  /** What the image may grow by in a run; takes no space until it is written. */
  private static final long OVERLAY_HEADROOM_BYTES = 64L << 30;

  private GuestMachine() {}

  /** Where QEMU listens for us to connect to the agent's port. */
  public static Path agentSocket(final RunDirectory run) {
    return run.socket(AGENT_SOCKET);
  }

  /** What the guest's kernel prints. */
  public static Path console(final RunDirectory run) {
    return run.file(CONSOLE);
  }

  /**
   * The arguments to restore a guest from its snapshot; it runs at once.
   *
   * <p>Its image isn't written to, and may be used by other runs at the same time: what the run
   * writes goes to a copy-on-write layer in the run's directory, made here, that lies
   * <em>below</em> the image's own format: see docs/decisions/0001-nested-overlay.md.
   *
   * @throws TraceException user error if the image isn't there
   */
  public static List<String> restore(final Guest guest, final RunDirectory run) {
    final List<String> arguments = machine(guest, run);
    arguments.addAll(overlay(guest, run));
    arguments.addAll(disk(guest));
    arguments.addAll(List.of("-loadvm", guest.snapshot()));
    return arguments;
  }

  /** The arguments to boot a guest, for its builder: what it writes goes into its image. */
  static List<String> boot(final Guest guest, final RunDirectory run) {
    final List<String> arguments = machine(guest, run);
    arguments.addAll(
        List.of(
            "-blockdev",
            "driver=qcow2,node-name=state,file.driver=file,file.filename="
                + escape(guest.image().toString())));
    arguments.addAll(disk(guest));
    return arguments;
  }

  private static List<String> machine(final Guest guest, final RunDirectory run) {
    final List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("-nodefaults", "-no-user-config", "-display", "none", "-no-reboot"));
    arguments.addAll(List.of("-machine", "q35,accel=tcg", "-cpu", guest.cpu()));
    arguments.addAll(List.of("-smp", Integer.toString(guest.vcpus())));
    arguments.addAll(List.of("-m", Integer.toString(guest.ramMib())));
    // The guest's clock goes with the guest: restored, it continues from the snapshot.
    arguments.addAll(List.of("-rtc", "base=utc,clock=vm"));
    arguments.addAll(List.of("-serial", "file:" + console(run)));
    guest.kernel().ifPresent(kernel -> arguments.addAll(List.of("-kernel", kernel.toString())));
    guest.initrd().ifPresent(initrd -> arguments.addAll(List.of("-initrd", initrd.toString())));
    if (guest.kernel().isPresent()) {
      arguments.addAll(List.of("-append", guest.commandLine()));
    }
    arguments.addAll(
        List.of(
            "-device",
            "virtio-serial-pci,id=memtracer-serial",
            "-chardev",
            "socket,id=agent,server=on,wait=off,path=" + escape(agentSocket(run).toString()),
            "-device",
            "virtserialport,bus=memtracer-serial.0,chardev=agent,name=" + AGENT_PORT));
    return arguments;
  }

  private static List<String> disk(final Guest guest) {
    return guest.diskAttached()
        ? List.of("-device", "virtio-blk-pci,id=memtracer-disk,drive=state")
        : List.of();
  }

  private static List<String> overlay(final Guest guest, final RunDirectory run) {
    final Path image = guest.image();
    final Path overlay = run.file(OVERLAY);
    try {
      Qcow2.createEmpty(overlay, Files.size(image) + OVERLAY_HEADROOM_BYTES);
    } catch (IOException e) {
      throw TraceException.user("the guest's image can't be used: " + e);
    }
    return List.of(
        "-blockdev",
        "driver=file,node-name=image-file,read-only=on,filename=" + escape(image.toString()),
        "-blockdev",
        "driver=raw,node-name=image,read-only=on,file=image-file",
        "-blockdev",
        "driver=file,node-name=overlay-file,filename=" + escape(overlay.toString()),
        "-blockdev",
        "driver=qcow2,node-name=overlay,file=overlay-file,backing=image",
        "-blockdev",
        "driver=qcow2,node-name=state,file=overlay");
  }

  /** A value as it must stand in an option of the form {@code key=value,key=value}. */
  private static String escape(final String value) {
    return value.replace(",", ",,");
  }
}
