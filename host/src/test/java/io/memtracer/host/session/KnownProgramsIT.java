package io.memtracer.host.session;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.memtracer.host.posix.Posix;
import io.memtracer.host.qemu.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Programs that people use: the same output and exit status in the guest as here. All of them are
 * where memtracer can be built and tested; a database is in {@link RealProgramsIT}.
 */
@Timeout(600)
final class KnownProgramsIT {

  private static final int ROOT = 0;
  private static final int SOMEBODY_ELSE = 12345;

  @TempDir Path directory;

  /** Standard output and standard error in one. */
  private void assertSame(final String script) {
    HostCommands.in(directory).assertSame("exec 2>&1\n" + script);
  }

  /** Done here only. */
  private void prepare(final String script) {
    final Command.Result result = HostCommands.in(directory).run(script);
    if (result.status() != 0) {
      throw new IllegalStateException(result.output());
    }
  }

  @Test
  void compilersAndMake() throws IOException {
    Files.writeString(
        directory.resolve("x.c"),
        """
        #include <stdio.h>
        int square(int);
        int main(void){printf("%d\\n", square(9));return 3;}
        """);
    Files.writeString(directory.resolve("square.c"), "int square(int n){return n*n;}\n");
    Files.writeString(
        directory.resolve("Makefile"),
        """
        x: x.o square.o
        \tgcc -o $@ $^
        %.o: %.c
        \tgcc -O2 -Wall -c $<
        clean:
        \trm -f x *.o
        """);
    assertSame(
        "make && ./x; echo $?; make; make clean; gcc -static -o y x.c square.c && ./y; echo $?;"
            + " sha256sum y; rm y; make none; exit 5");
  }

  @Test
  void javacAndJava() throws IOException {
    HostCommands.require("javac");
    Files.writeString(
        directory.resolve("Hello.java"),
        """
        public class Hello {
          public static void main(String[] arguments) {
            System.out.println("hello " + String.join("-", arguments));
            System.exit(arguments.length);
          }
        }
        """);
    assertSame(
        "javac Hello.java && java -cp . Hello a 'b c' d; status=$?; rm *.class; exit $status");
  }

  /** Each with what it is given to do. */
  static List<Arguments> scriptsAndFilters() {
    return List.of(
        Arguments.of("perl", "perl -e 'print join(\",\", map {$_*$_} 1..5), \"\\n\"; exit 9'"),
        Arguments.of(
            "python3",
            "python3 -c 'import json, sys; print(json.dumps([sys.argv, 2**100])); sys.exit(8)' a"),
        Arguments.of(
            "bash",
            "a=(x y); echo \"${a[@]^^}\" {1..3} $((7**9)); trap 'echo bye; exit 3' EXIT; read -r"
                + " <<<z; (kill -TERM $BASHPID); echo $? $REPLY"),
        Arguments.of(
            "tar",
            "tar -cf - --sort=name --mtime=@0 /usr/include/linux 2>/dev/null | gzip -n | tee x.gz"
                + " | sha256sum; gzip -dc x.gz | tar -tf - | tail -1; rm x.gz"),
        Arguments.of(
            "sort", "seq 20000 | sort --parallel=1 -r -k1.2 | tr 0-9 a-j | uniq -c | sha256sum"),
        Arguments.of(
            "awk",
            "seq 1000 | awk '{n[$1 % 7] += $1} END {for (i = 0; i < 7; i++) print i, n[i]; exit"
                + " 6}'"),
        Arguments.of(
            "sed", "seq 30 | sed -n -e '/[37]$/{s/./<&>/g;p}' -e '$q4'; echo $?; sed -n '/('"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void scriptsAndFilters(final String program, final String script) {
    HostCommands.require(program);
    assertSame(script);
  }

  @Test
  void gitLog() {
    HostCommands.require("git");
    prepare(
        """
        export GIT_AUTHOR_DATE='1000000000 +0000' GIT_COMMITTER_DATE='1000000000 +0000'
        commit() { git -c user.name=Ada -c user.email=ada@localhost commit -q -m "$1"; }
        git init -q . && echo one >a && git add a && commit first &&
          echo two >>a && git add a && commit second && git gc -q
        """);
    assertSame("git log --stat -p; git status --short; git log nonsuch; exit $?");
  }

  /** As pyenv's, which looks for the real program behind itself in PATH. */
  @Test
  void aShimThatFindsTheRealProgram() {
    prepare(
        """
        mkdir shims real
        cat >shims/tool <<'end'
        #!/usr/bin/env bash
        set -e
        here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
        path=":$PATH:"
        path=${path//":$here:"/:}
        PATH=${path%:}
        PATH=${PATH#:} exec -a tool "$(PATH=${PATH#:} command -v tool)" "$@"
        end
        printf '#!/bin/sh\\necho "$0" "$#" "$2"; exit 4\\n' >real/tool
        chmod +x */tool
        """);
    assertSame("PATH=$PWD/shims:$PWD/real:$PATH; tool a 'b c'; echo $?; exec shims/tool");
  }

  @Test
  void aProgramWithoutLibraries() {
    final Path program = TestWorkloads.compileBare("bare").toAbsolutePath();
    assertSame("'%s' a 'b c'; echo $?; exec '%s'".formatted(program, program));
  }

  /** Here it is who its file belongs to, or has what its file gives; there it is who starts it. */
  @Test
  void aSetUserProgramRunsAsWhoStartsIt() throws IOException {
    prepare("cp \"$(command -v id)\" set-user");
    final Path program = directory.resolve("set-user");
    if (Posix.effectiveUserId() == ROOT) {
      Files.setAttribute(program, "unix:uid", SOMEBODY_ELSE);
    }
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.setAttribute(program, "unix:mode", 04755);
    final Runs runs = HostCommands.in(directory).here("./set-user -u; ls -l set-user | cut -c4");
    runs.untraced().run();
    assertEquals(Posix.effectiveUserId() + "\ns\n", runs.standardOutput());
  }
}
