# Gets what 'cluster-replay' needs besides. The launcher reads this file.
# shellcheck shell=bash
# shellcheck disable=SC2154 # root, dist and so on are the launcher's

readonly cluster=$root/target/cluster

# Whether what there is of it is older than what it is built from, or than the rest.
is_cluster_stale() {
  local made=$cluster/stamp changed
  [[ -f $made && ! $stamp -nt $made ]] || return 0
  changed=$(find "$root"/cluster/{pom.xml,src} -newer "$made" -print -quit)
  [[ -n $changed ]]
}

# Spark isn't part of memtracer: who uses it gets it, once, from where Maven gets everything.
build_cluster() {
  local log=$root/target/cluster-build.log made=$cluster.new
  is_cluster_stale || return 0
  exec 9>"$root/target/build.lock"
  flock 9
  if is_cluster_stale; then
    if [[ ! -d $cluster ]]; then
      say "building what runs on Apache Spark; the first time, Maven downloads Spark, 220 MB"
    else
      say "building what runs on Apache Spark: sources have changed"
    fi
    rm -rf "$made"
    mkdir -p "$made"
    touch "$made/stamp"
    if ! (cd "$root" && MAVEN_OPTS=$(maven_options) mvn -B -Dstyle.color=never -Pcluster -pl cluster -am \
      -Dmaven.test.skip=true package) </dev/null 2>&1 9>&- | tee "$log" | tell_progress; then
      tell_errors "$log"
      die 70 "the build failed, see above; all of it is in $log"
    fi
    cp "$root/cluster/target/cluster-$(project_version).jar" "$made/cluster.jar"
    # Of these 220 MB one copy will do: nothing changes them, and Maven replaces files by new ones.
    cp -rl "$root/cluster/target/spark" "$made/spark" 2>/dev/null || cp -r "$root/cluster/target/spark" "$made/"
    rm -rf "$cluster"
    mv "$made" "$cluster"
  fi
  exec 9>&-
}

exec_cluster() {
  if [[ -z ${SPARK_HOME:-} ]]; then
    export SPARK_HOME=$cluster/spark SPARK_SCALA_VERSION=2.13
  fi
  MEMTRACER_JAVA_OPTIONS="-Dslf4j.provider=org.slf4j.nop.NOPServiceProvider -Dslf4j.internal.verbosity=WARN ${MEMTRACER_JAVA_OPTIONS:-}"
  # Of more file systems what Spark hasn't got.
  exec_java_classes "$dist/host.jar:$cluster/cluster.jar:$cluster/spark/jars/*${MEMTRACER_CLUSTER_JARS:+:$MEMTRACER_CLUSTER_JARS/*}" \
    io.memtracer.host.cli.Main "$@"
}
