package io.memtracer.cluster;

import java.net.URI;
import org.apache.hadoop.fs.RawLocalFileSystem;

/** A file system of Hadoop's that isn't this machine's, as far as anybody can tell. */
public final class ElsewhereFileSystem extends RawLocalFileSystem {

  static final String SCHEME = "elsewhere";

  @Override
  public URI getUri() {
    return URI.create(SCHEME + ":///");
  }

  @Override
  public String getScheme() {
    return SCHEME;
  }
}
