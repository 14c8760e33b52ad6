/** What Java doesn't offer of POSIX: FIFOs, pipe sizes, signals. The only package that uses JNA. */
package io.memtracer.host.posix;
