package io.memtracer.cluster;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;

/** HDFS of two machines, which are threads of this process. */
final class Hdfs implements AutoCloseable {

  /** Less than a chunk of a trace takes: what is read lies in two blocks, and on two machines. */
  private static final String BLOCK_BYTES = "65536";

  private final MiniDFSCluster cluster;

  private Hdfs(final MiniDFSCluster cluster) {
    this.cluster = cluster;
  }

  /**
   * Starts one.
   *
   * @param directory for all its files
   */
  static Hdfs start(final Path directory) throws IOException {
    final Configuration configuration = new Configuration();
    configuration.set("dfs.namenode.fs-limits.min-block-size", BLOCK_BYTES);
    configuration.set("dfs.blocksize", BLOCK_BYTES);
    configuration.set("dfs.replication", "1");
    return new Hdfs(
        new MiniDFSCluster.Builder(configuration, directory.toFile()).numDataNodes(2).build());
  }

  /** Copies a file there, and returns its URI. */
  String put(final Path file) throws IOException {
    final org.apache.hadoop.fs.Path target =
        new org.apache.hadoop.fs.Path(uri("/" + file.getFileName()));
    cluster.getFileSystem().copyFromLocalFile(new org.apache.hadoop.fs.Path(file.toUri()), target);
    return target.toString();
  }

  /** Of a file that may or may not be there. */
  String uri(final String path) {
    return cluster.getURI() + path;
  }

  @Override
  public void close() {
    cluster.shutdown();
  }
}
