/** Finds analyzers in JARs, and says of each JAR that can't be used what is wrong with it. */
package io.memtracer.host.plugin;
