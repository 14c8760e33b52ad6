/** Makes guests: from Debian packages, or of a user's image. */
package io.memtracer.host.guest.build;
