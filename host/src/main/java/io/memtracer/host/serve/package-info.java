/** The page of a run that goes on, for browsers on this machine. */
package io.memtracer.host.serve;
