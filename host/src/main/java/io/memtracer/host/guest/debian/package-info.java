/** Debian packages: found, downloaded, unpacked. */
package io.memtracer.host.guest.debian;
