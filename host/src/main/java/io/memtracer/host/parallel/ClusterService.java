package io.memtracer.host.parallel;

import io.memtracer.host.status.TraceException;
import java.util.Map;
import java.util.ServiceLoader;

/**
 * Connects to a cluster. Found as a service: what it takes is no part of what runs without one.
 * Whoever provides it has a public constructor without arguments.
 */
public interface ClusterService {

  /**
   * Connects.
   *
   * @param master where the cluster is, in its own words
   * @param configuration of the cluster's own, by name
   * @throws TraceException if that can't be
   */
  Cluster connect(String master, Map<String, String> configuration);

  /**
   * The one that there is.
   *
   * @throws TraceException if there is none
   */
  static ClusterService find() {
    return ServiceLoader.load(ClusterService.class)
        .findFirst()
        .orElseThrow(
            () ->
                TraceException.environment(
                    "Apache Spark isn't here: './memtracer cluster-replay' in a clone of memtracer"
                        + " gets it (docs/cluster.md)"));
  }
}
