# Packs what runs, without what it is built from. The launcher reads this file.
# shellcheck shell=bash
# shellcheck disable=SC2154 # root, dist and so on are the launcher's

# Whether this is an unpacked release, in which nothing is built.
is_release() {
  [[ -f $root/release ]]
}

require_clone() {
  if is_release; then
    die 2 "'$1' works in a clone of memtracer; this is release $(<"$root/release")"
  fi
}

# What a release has lies where a clone has it. The C sources are there because their licence says so.
lay_out_release() {
  local place=$1 template=$root/plugins/template
  mkdir -p "$place"/{plugins,target,qemu-gmbeoo/build/{guest,workloads}}
  project_version >"$place/release"
  cp -r "$root"/{memtracer,memory_tracer,memory_tracer.py,launcher,docs,include,README.md,CHANGELOG.md,LICENSE} "$place/"
  collect "$place/target/dist"
  cp -r "$root"/qemu-gmbeoo/{LICENSE,README.md,Makefile,src,guest,test} "$place/qemu-gmbeoo/"
  cp "$root"/qemu-gmbeoo/build/libgmbeoo-*.so "$place/qemu-gmbeoo/build/"
  strip --strip-unneeded "$place"/qemu-gmbeoo/build/*.so
  cp "$root/qemu-gmbeoo/build/guest/memtracer-agent" "$place/qemu-gmbeoo/build/guest/"
  cp "$root/qemu-gmbeoo/build/workloads/phases" "$place/qemu-gmbeoo/build/workloads/"
  mkdir "$place/plugins/template"
  cp -r "$template"/{src,*.xml} "$place/plugins/template/"
}

# Writes memtracer-VERSION.tar.gz into a directory. Same inputs, same bytes: in the order of names, with the time that
# the JARs have, and belonging to nobody.
pack_release() {
  local directory=$1 name stage time
  name=memtracer-$(project_version)
  time=$(sed -n 's:.*<project.build.outputTimestamp>\(.*\)</.*:\1:p' "$root/pom.xml")
  stage=$(mktemp -d)
  # shellcheck disable=SC2064 # now, since it is local
  trap "rm -rf -- '$stage'" EXIT
  lay_out_release "$stage/$name"
  tar --create --directory "$stage" --sort=name --mtime="$time" --owner=0 --group=0 --numeric-owner \
    --mode='u+rwX,go=rX' "$name" | gzip -9 --no-name >"$directory/.$name.new"
  mv -f "$directory/.$name.new" "$directory/$name.tar.gz"
}
