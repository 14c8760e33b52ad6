# Builds memtracer when its sources have changed. The launcher reads this file.
# shellcheck shell=bash
# shellcheck disable=SC2154 # root, dist and so on are the launcher's

# Maven would end its output with an escape code even where that isn't a terminal.
# Of a user that the list of users hasn't got it would take the home directory to be one named '?'.
maven_options() {
  local home=~
  printf '%s' "${MAVEN_OPTS:-} -Djansi.noreset=true"
  if ! getent passwd "$EUID" >/dev/null && [[ $home == /* && $home != *[[:space:]]* ]]; then
    printf ' -Duser.home=%s' "$home"
  fi
}

# Whether what was built is older than what it is built from.
is_stale() {
  local changed
  [[ -f $stamp && -f $dist/host.jar ]] || return 0
  changed=$(find "$root"/{pom.xml,.mvn} "$root"/{,plugins/}*/{pom.xml,src} "$root"/qemu-gmbeoo/{Makefile,guest} \
    -newer "$stamp" -print -quit 2>/dev/null || true)
  [[ -n $changed ]] || [[ ! -f $root/qemu-gmbeoo/build/libgmbeoo-api7.so ]]
}

# The version that is being built. Those of earlier builds may still lie beside it.
project_version() {
  sed -n 's:^  <version>\(.*\)</version>$:\1:p' "$root/pom.xml"
}

# Copies what runs into a directory that isn't there yet.
collect() {
  local place=$1 version service plugin
  version=$(project_version)
  mkdir -p "$place/plugins" "$place/bench"
  cp "$root/host/target/host-$version.jar" "$place/host.jar"
  cp "$root/$usage_source" "$place/"
  cp -r "$root/host/target/lib" "$place/lib"
  cp "$root/jmh-benchmarks/target/jmh-benchmarks-$version.jar" "$place/bench/"
  cp -r "$root/jmh-benchmarks/target/lib" "$place/bench/lib"
  for service in "$root"/plugins/*/src/main/resources/META-INF/services/"$plugin_service"; do
    plugin=${service%/src/main/resources/*}
    [[ -f $service && $plugin != */template ]] || continue
    cp "$plugin/target/${plugin##*/}-$version.jar" "$place/plugins/"
  done
  publish "$place/repository"
}

# Copies, so that a build doesn't change files under a run that is under way.
replace_dist() {
  rm -rf "$dist.new"
  collect "$dist.new"
  rm -rf "$dist"
  mv "$dist.new" "$dist"
  archive_classes
}

# Java's classes as they are in memory, for this version of Java: a quarter of a second less at each
# start. Nothing but a start that is slower depends on it.
archive_classes() {
  local archive options
  archive=$(class_archive)
  java_options
  "$(java_home)/bin/java" "${options[@]}" "-XX:ArchiveClassesAtExit=$archive.new" \
    -jar "$dist/host.jar" doctor >/dev/null 2>&1 || true
  if [[ -f $archive.new ]]; then
    mv -f "$archive.new" "$archive"
  fi
}

class_archive() {
  printf '%s' "$dist/classes-$(java_version).jsa"
}

# Of Maven's output what someone who waits wants to know: on a terminal in one line that is rewritten, elsewhere a line
# at most every five seconds.
tell_progress() {
  local line at='' files=0 told=$SECONDS text rewritten=false
  if [[ -t 2 && ${TERM:-dumb} != dumb ]]; then
    rewritten=true
  fi
  while IFS= read -r line; do
    if [[ $line =~ ^\[INFO\]\ Building\ (.*)\ [^\ ]+\ +\[([0-9]+/[0-9]+)\]$ ]]; then
      at="${BASH_REMATCH[2]}: ${BASH_REMATCH[1]}"
    elif [[ $line == *Downloaded\ from\ * ]]; then
      files=$((files + 1))
    else
      continue
    fi
    text="building ${at:-memtracer}"
    if ((files > 0)); then
      text+=", files downloaded: $files"
    fi
    if [[ $rewritten == true ]]; then
      printf '\r\e[Kmemtracer: %s' "$text" >&2
    elif ((SECONDS - told >= 5)); then
      say "$text"
      told=$SECONDS
    fi
  done
  if [[ $rewritten == true ]]; then
    printf '\r\e[K' >&2
  fi
}

# Of a build's log what went wrong: errors of Maven, javac, gcc, ld and make, and javac's warnings, which are errors here.
# Not the command lines of compilers, with -Werror in them, nor Maven's hints on how to use Maven.
tell_errors() {
  local log=$1 found
  found=$(grep -E '^\[ERROR\]|^\[WARNING\] /.*\.java:\[|(error|warning|note): |undefined reference|\*\*\*' -- "$log" |
    grep -vE '^\[ERROR\] *($|-> |\[Help|To see the full|Re-run Maven|For more information|After correcting|  *mvn <args>)|^org\.' |
    sed 's/ -> \[Help 1\]$//' | awk '!seen[$0]++' | head -n 40 || true)
  if [[ -n $found ]]; then
    printf '%s\n' "$found" >&2
  else
    tail -n 40 -- "$log" >&2
  fi
}

build() {
  local log=$root/target/build.log
  if is_release; then
    [[ -f $(class_archive) || ! -w $dist ]] || archive_classes
    return
  fi
  is_stale || return 0
  mkdir -p "$root/target"
  exec 9>"$root/target/build.lock"
  flock 9
  if is_stale; then
    if [[ ! -f $stamp ]]; then
      say "building memtracer; the first time, Maven downloads libraries for some minutes"
    else
      say "building memtracer: its sources have changed"
    fi
    touch "$stamp.new"
    if ! (cd "$root" && MAVEN_OPTS=$(maven_options) mvn -B -Dstyle.color=never -DskipTests -Dmaven.test.skip=true package) </dev/null 2>&1 9>&- |
      tee "$log" | tell_progress; then
      tell_errors "$log"
      die 70 "the build failed, see above; all of it is in $log"
    fi
    replace_dist
    mv "$stamp.new" "$stamp"
  fi
  exec 9>&-
}

# For commands that set nothing up themselves.
build_if_possible() {
  local missing=()
  mapfile -t missing < <(missing_packages)
  have_java || die 3 "Java $oldest_java or newer is needed: run './memtracer setup'"
  if ! is_release && is_stale; then
    if ((${#missing[@]} > 0)); then
      die 3 "memtracer isn't built, and to build it this is missing: ${missing[*]}." \
        "Run './memtracer setup'"
    fi
    build
  fi
}

