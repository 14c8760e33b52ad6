package io.memtracer.host.cli.workload;

import io.memtracer.host.guest.agent.RunRequest.Preparation;
import io.memtracer.host.guest.agent.Surroundings;
import io.memtracer.host.guest.agent.User;
import io.memtracer.host.posix.OwnProcess;
import io.memtracer.host.session.request.WorkloadSpec;
import io.memtracer.host.session.request.WorkloadSpec.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Puts a command where it is to run: among the host's files as it would run here, among some of
 * them, or among those of the guest alone.
 *
 * @param here this process, whose surroundings the command gets
 * @param variables strings {@code NAME=VALUE} that differ from here
 * @param directory its current directory; empty for the one here
 * @param user who it is; empty for who we are
 */
public record WorkloadPlace(
    OwnProcess here,
    List<String> variables,
    Optional<String> directory,
    Optional<UserLookup> user) {

  private static final String USUAL_PATH =
      "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
  private static final Path ROOT = Path.of("/");
  private static final Path GUEST_DIRECTORY = Surroundings.ofGuest().directory();

  /** A program of the host's among all its files, otherwise as it is. */
  public static WorkloadSpec shared(final WorkloadSpec spec) {
    final WorkloadPlace place =
        new WorkloadPlace(OwnProcess.current(), List.of(), Optional.empty(), Optional.empty());
    return new WorkloadSpec(
        Path.of(spec.path()).toAbsolutePath().toString(),
        Optional.of(spec.path()),
        spec.arguments(),
        Source.SHARED,
        place.ofHost(List.of(ROOT), place.currentDirectory()),
        spec.preparation(),
        spec.keep(),
        spec.readyWithin());
  }

  /** A program of the guest's, among its files. */
  public WorkloadSpec inGuest(final List<String> command) {
    WorkloadFiles.requireNamed(command.get(0));
    return spec(command, command.get(0), Source.GUEST, Optional.empty(), ofGuest());
  }

  /** A program of the host's, sent, among the guest's files. */
  public WorkloadSpec sent(final List<String> command) {
    return spec(
        command, find(command, currentDirectory()), Source.SENT, Optional.empty(), ofGuest());
  }

  /** A program of the host's among all its files. */
  public WorkloadSpec onHost(final List<String> command) {
    final Path start = directory.map(currentDirectory()::resolve).orElseGet(this::currentDirectory);
    return spec(
        command,
        find(command, start),
        Source.SHARED,
        Optional.of(command.get(0)),
        ofHost(List.of(ROOT), start));
  }

  /** A program of the host's among some of its files; sent if it isn't in there itself. */
  public WorkloadSpec inShares(final List<String> command, final Shares shares) {
    final Path start =
        Shares.withoutLinks(
            directory.map(currentDirectory()::resolve).orElseGet(this::currentDirectory));
    final Path program = Shares.withoutLinks(start.resolve(find(command, start)));
    return spec(
        command,
        program.toString(),
        shares.contain(program) ? Source.SHARED : Source.SENT,
        Optional.of(command.get(0)),
        ofHost(shares.directories(), shares.contain(start) ? start : GUEST_DIRECTORY));
  }

  private static WorkloadSpec spec(
      final List<String> command,
      final String path,
      final Source source,
      final Optional<String> calledAs,
      final Surroundings around) {
    return new WorkloadSpec(
        path,
        calledAs,
        command.subList(1, command.size()),
        source,
        around,
        Preparation.READ_AHEAD,
        Optional.empty(),
        Optional.empty());
  }

  private Surroundings ofGuest() {
    final Surroundings usual = Surroundings.ofGuest();
    return new Surroundings(
        usual.view(),
        adapted(new Environment(usual.environment())).strings(),
        directory.map(Path::of).orElse(usual.directory()),
        user.map(UserLookup::user).orElse(usual.user()),
        usual.umask());
  }

  private Surroundings ofHost(final List<Path> shares, final Path start) {
    return new Surroundings(
        Optional.of(new Surroundings.View(shares, here.hostname())),
        environment().strings(),
        start,
        user.map(UserLookup::user).orElseGet(() -> new User(here.uid(), here.gid(), here.groups())),
        here.umask());
  }

  private Environment environment() {
    return adapted(Environment.here(here.environment(), System.getProperties()));
  }

  private Environment adapted(final Environment environment) {
    user.ifPresent(
        other ->
            environment
                .put("HOME", other.home())
                .put("USER", other.name())
                .put("LOGNAME", other.name()));
    directory.ifPresent(start -> environment.remove("PWD").remove("OLDPWD"));
    return environment.putAll(variables);
  }

  private String find(final List<String> command, final Path start) {
    final String path = environment().value("PATH").orElse(USUAL_PATH);
    return new ProgramSearch(path, start).find(command.get(0));
  }

  private Path currentDirectory() {
    return Path.of("").toAbsolutePath();
  }
}
