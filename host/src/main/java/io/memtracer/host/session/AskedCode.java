package io.memtracer.host.session;

import io.memtracer.host.guest.agent.FileRequest;
import io.memtracer.host.session.workload.GuestFiles;
import io.memtracer.host.status.Attribution;
import io.memtracer.host.symbols.GuestCode;
import io.memtracer.host.symbols.JitCode;
import io.memtracer.host.symbols.JitMethod;
import io.memtracer.host.symbols.Mappings;
import io.memtracer.host.symbols.PerfMap;
import io.memtracer.host.symbols.ReplacedCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/** Code that only the guest has, which is asked for it. */
final class AskedCode implements GuestCode {

  /** Larger ones have no names. */
  private static final long MAX_IMAGE_BYTES = 128L << 20;

  /** Of more processes than that nobody asks what code they made. */
  private static final int MAX_PROCESSES = 64;

  private final GuestFiles files;
  private final CopiesOfImages copies;
  private final Supplier<ReplacedCode> replaced;
  private final Map<Integer, List<CodeMakers.Maker>> makers;
  private final Map<String, Optional<Path>> images = new HashMap<>();
  private JitCode jit;

  /**
   * Who is asked.
   *
   * @param files of the guest
   * @param copies where they are kept
   * @param tasks which processes there were
   * @param replaced where code was replaced
   */
  record Asking(
      GuestFiles files, CopiesOfImages copies, Attribution tasks, Supplier<ReplacedCode> replaced) {

    /** About what came into memory of programs. */
    GuestCode of(final Mappings since) {
      return new AskedCode(this, CodeMakers.images(since.data().orElse(List.of())));
    }
  }

  /** Asks nothing yet. */
  private AskedCode(final Asking asking, final Set<String> images) {
    files = asking.files;
    copies = asking.copies;
    replaced = asking.replaced;
    makers = CodeMakers.of(asking.tasks, images);
  }

  @Override
  public Optional<Path> image(final String path) {
    return images.computeIfAbsent(path, this::ask);
  }

  private Optional<Path> ask(final String path) {
    try {
      final Path copy = copies.unfinished();
      return files.copy(FileRequest.unchanged(path, MAX_IMAGE_BYTES), copy)
          ? Optional.of(copies.keep(copy))
          : Optional.empty();
    } catch (IOException e) {
      // Without the room for a copy there is no name.
      return Optional.empty();
    }
  }

  /** Where one process of a program says nothing, code may be that one's. */
  @Override
  public JitCode jit() {
    if (jit == null) {
      final List<JitMethod> all = new ArrayList<>();
      final Set<String> silent = new TreeSet<>();
      makers.forEach(
          (process, programs) -> {
            final Optional<List<JitMethod>> said = said(process, programs);
            said.ifPresentOrElse(
                all::addAll, () -> programs.forEach(program -> silent.addAll(program.images())));
          });
      all.removeIf(method -> silent.contains(method.program()));
      jit = JitCode.of(all, replaced.get());
    }
    return jit;
  }

  private Optional<List<JitMethod>> said(final int process, final List<CodeMakers.Maker> programs) {
    if (programs.size() > 1 || makers.size() > MAX_PROCESSES) {
      return Optional.empty();
    }
    try {
      return files
          .read(
              FileRequest.written("/tmp/perf-%d.map".formatted(process), PerfMap.MAX_BYTES),
              copies.unfinished())
          .map(text -> inEach(programs.get(0).images(), text))
          .filter(methods -> !methods.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** What a program made is there in each layout of its memory. */
  private static List<JitMethod> inEach(final Set<String> images, final byte[] text) {
    return images.stream().flatMap(image -> PerfMap.read(text, image).stream()).toList();
  }
}
