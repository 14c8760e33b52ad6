/** Looks at pieces of recorded traces on Apache Spark. Nothing depends on it. */
package io.memtracer.cluster;
