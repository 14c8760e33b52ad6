package io.memtracer.host.guest.build;

import io.memtracer.host.guest.Guest;
import io.memtracer.host.guest.debian.DebFile;
import io.memtracer.host.guest.debian.DebianKernel;
import io.memtracer.host.guest.debian.DebianPackage;
import io.memtracer.host.guest.debian.DebianPackages;
import io.memtracer.host.guest.debian.KernelModules;
import io.memtracer.host.guest.image.Initramfs;
import io.memtracer.host.guest.image.Qcow2;
import io.memtracer.host.qemu.Command;
import io.memtracer.host.status.TraceException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;

/**
 * The system in memory, that of the default guest: Debian's kernel, and in memory our agent as
 * process 1, busybox, and the C and C++ libraries, so that ordinary dynamic programs of the host
 * run.
 */
final class EmbeddedSystem implements GuestSystem {

  /** To be raised when something in here changes what is built. */
  private static final int RECIPE_VERSION = 5;

  /** Holds the snapshot, and nothing that the guest sees. */
  private static final long DISK_BYTES = 1L << 20;

  /** Docs: docs/guests.md says what each of these is for. */
  static final String COMMAND_LINE =
      "console=ttyS0 quiet panic=-1 nokaslr norandmaps mitigations=off"
          + " randomize_kstack_offset=off nowatchdog tsc=reliable audit=0 no_timer_check";

  private static final List<String> NAMED_PACKAGES =
      List.of(DebianKernel.META_PACKAGE, "busybox-static", "libc6", "libgcc-s1", "libstdc++6");
  private static final List<String> MODULES =
      List.of("virtio_pci", "virtio_console", "9pnet_virtio", "9p", "overlay");
  private static final List<String> DISK_MODULES = List.of("virtio_blk", "ext4");
  private static final Pattern LIBRARY =
      Pattern.compile("usr/lib(64|/x86_64-linux-gnu)/[^/]+\\.so(\\.[0-9.]+)?");
  private static final Duration BUSYBOX_TIMEOUT = Duration.ofSeconds(10);

  private final DebianPackages debian;
  private final Path agent;
  private final List<String> modules;

  EmbeddedSystem(final DebianPackages debian, final Path agent) {
    this(debian, agent, MODULES);
  }

  /** With the modules that are named, and those that these need. */
  EmbeddedSystem(final DebianPackages debian, final Path agent, final List<String> modules) {
    this.debian = debian;
    this.agent = agent;
    this.modules = modules;
  }

  /** The same with what it takes to mount a disk. */
  EmbeddedSystem withDisk() {
    final List<String> all = new ArrayList<>(modules);
    all.addAll(DISK_MODULES);
    return new EmbeddedSystem(debian, agent, all);
  }

  @Override
  public String recipeVersion() {
    return Integer.toString(RECIPE_VERSION);
  }

  @Override
  public String commandLine() {
    return COMMAND_LINE;
  }

  @Override
  public boolean diskAttached() {
    return false;
  }

  @Override
  public Selection select() {
    return new Selection(packages(), List.of());
  }

  @Override
  public void make(final Guest guest, final Selection selection, final BuildProgress progress)
      throws IOException {
    progress.step(
        "making the file system",
        () -> {
          write(
              debian.files(selection.memory()),
              guest.kernel().orElseThrow(),
              guest.initrd().orElseThrow());
          Qcow2.createEmpty(guest.image(), DISK_BYTES);
          return guest;
        });
  }

  private List<DebianPackage> packages() {
    final List<DebianPackage> named = debian.resolve(NAMED_PACKAGES);
    final List<DebianPackage> packages = new ArrayList<>();
    packages.addAll(DebianKernel.packages(debian, named.get(0)));
    packages.addAll(named.subList(1, named.size()));
    return packages;
  }

  /** Writes kernel and initramfs, out of the packages' files. */
  void write(final List<Path> debs, final Path kernel, final Path initrd) throws IOException {
    final Initramfs files = skeleton();
    final KernelModules available = new KernelModules();
    for (final Path deb : debs) {
      read(deb, kernel, available, files);
    }
    if (!Files.exists(kernel)) {
      throw TraceException.environment("there is no kernel in any of " + debs);
    }
    addModules(files, available.inLoadOrder(modules));
    addAppletLinks(files, initrd.resolveSibling("busybox"));
    files.file("init", 0755, Files.readAllBytes(agent));
    files.write(initrd);
  }

  private static void read(
      final Path deb, final Path kernel, final KernelModules modules, final Initramfs files)
      throws IOException {
    DebFile.forEach(
        deb,
        (path, entry, content) -> {
          if (DebianKernel.isKernel(path)) {
            Files.copy(content, kernel, StandardCopyOption.REPLACE_EXISTING);
          } else if (entry.isFile() && KernelModules.isCandidate(path)) {
            modules.add(path, content);
          } else {
            addProgram(files, path, entry, content);
          }
        });
  }

  private static Initramfs skeleton() {
    final Initramfs files = new Initramfs();
    for (final String directory : List.of("dev", "proc", "sys", "run", "etc", "usr/local/bin")) {
      files.directory(directory, 0755);
    }
    for (final String merged : List.of("bin", "sbin", "lib", "lib64")) {
      files.directory("usr/" + merged, 0755).link(merged, "usr/" + merged);
    }
    return files
        .directory("root", 0700)
        .directory("tmp", 01777)
        .directory("var/tmp", 01777)
        .link("var/run", "/run")
        .text("etc/passwd", "root:x:0:0:root:/root:/bin/sh\nnobody:x:65534:65534::/:/bin/false\n")
        .text("etc/group", "root:x:0:\ntty:x:5:\nnogroup:x:65534:\n")
        .text("etc/hostname", "memtracer\n")
        .text("etc/hosts", "127.0.0.1 localhost memtracer\n::1 localhost\n")
        .text("etc/nsswitch.conf", "passwd: files\ngroup: files\nhosts: files\n")
        .text("etc/os-release", "ID=memtracer\nPRETTY_NAME=\"memtracer default guest\"\n")
        .text(
            "etc/memtracer/settings",
            "/proc/sys/vm/stat_interval 3600\n/proc/sys/vm/dirty_writeback_centisecs 0\n");
  }

  private static void addModules(final Initramfs files, final Map<String, byte[]> modules) {
    final StringBuilder order = new StringBuilder();
    modules.forEach(
        (name, bytes) -> {
          final String path = "usr/lib/modules/" + name + ".ko";
          files.file(path, 0644, bytes);
          order.append('/').append(path).append('\n');
        });
    files.text("etc/memtracer/modules", order.toString());
  }

  private static void addProgram(
      final Initramfs files,
      final String path,
      final TarArchiveEntry entry,
      final InputStream content)
      throws IOException {
    if (path.equals("usr/bin/busybox")) {
      files.file(path, 0755, content.readAllBytes());
    } else if (LIBRARY.matcher(path).matches()) {
      if (entry.isSymbolicLink()) {
        files.link(path, entry.getLinkName());
      } else if (entry.isFile()) {
        files.file(path, entry.getMode(), content.readAllBytes());
      }
    }
  }

  /** Asks busybox itself, since only it knows what it was built with. */
  private static void addAppletLinks(final Initramfs files, final Path copy) throws IOException {
    Files.write(copy, files.content("usr/bin/busybox"));
    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rwx------"));
    try {
      Command.runOrThrow(BUSYBOX_TIMEOUT, List.of(copy.toString(), "--list-full"))
          .lines()
          .map(DebFile::canonical)
          .filter(applet -> applet.startsWith("usr/") && !files.contains(applet))
          .forEach(applet -> files.link(applet, "/usr/bin/busybox"));
    } finally {
      Files.delete(copy);
    }
  }
}
