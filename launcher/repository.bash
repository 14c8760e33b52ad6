# Makes a Maven repository with what authors of analyzers build against. The launcher reads this file.
# shellcheck shell=bash
# shellcheck disable=SC2154 # root is the launcher's

# Of the root project's file the value of an element that is in it once.
root_element() {
  sed -n "s:.*<$1>\(.*\)</$1>.*:\1:p" "$root/pom.xml"
}

# A project file with no parent: repositories of others needn't have ours.
project_file() {
  local artifact=$1 version=$2 dependency
  shift 2
  printf '%s\n' '<project xmlns="http://maven.apache.org/POM/4.0.0">' '  <modelVersion>4.0.0</modelVersion>' \
    '  <groupId>io.memtracer</groupId>' "  <artifactId>$artifact</artifactId>" "  <version>$version</version>" \
    '  <dependencies>'
  for dependency; do
    # shellcheck disable=SC2086 # three words
    printf '    <dependency><groupId>%s</groupId><artifactId>%s</artifactId><version>%s</version></dependency>\n' \
      ${dependency//:/ }
  done
  printf '%s\n' '  </dependencies>' '</project>'
}

# Maven copies what it gets, and gets a snapshot again only if its number has changed: that is made of the JAR's bytes.
# The time is that of the JAR's files, so that the same sources give the same repository.
snapshot_number() {
  local jar=$1 time sum
  time=$(root_element project.build.outputTimestamp)
  time=${time//[-:Z]/}
  read -r sum _ < <(cksum <"$jar")
  printf '%s-%d' "${time/T/.}" $((sum % 1000000000 + 1))
}

snapshot_metadata() {
  local artifact=$1 version=$2 number=$3 time
  time=${number%-*}
  printf '%s\n' '<metadata>' '  <groupId>io.memtracer</groupId>' "  <artifactId>$artifact</artifactId>" \
    "  <version>$version</version>" '  <versioning>' \
    "    <snapshot><timestamp>$time</timestamp><buildNumber>${number#*-}</buildNumber></snapshot>" \
    "    <lastUpdated>${time/./}</lastUpdated>" '  </versioning>' '</metadata>'
}

publish_artifact() {
  local repository=$1 module=$2 version artifact place name jar number
  shift 2
  version=$(project_version)
  artifact=${module##*/}
  place=$repository/io/memtracer/$artifact/$version
  jar=$root/$module/target/$artifact-$version.jar
  name=$artifact-$version
  mkdir -p "$place"
  if [[ $version == *-SNAPSHOT ]]; then
    number=$(snapshot_number "$jar")
    snapshot_metadata "$artifact" "$version" "$number" >"$place/maven-metadata.xml"
    name=${name%SNAPSHOT}$number
  fi
  cp "$jar" "$place/$name.jar"
  project_file "$artifact" "$version" "$@" >"$place/$name.pom"
}

publish() {
  publish_artifact "$1" plugin-api
  publish_artifact "$1" plugins/testkit "io.memtracer:plugin-api:$(project_version)" \
    "org.junit.jupiter:junit-jupiter-api:$(root_element junit.version)"
}
