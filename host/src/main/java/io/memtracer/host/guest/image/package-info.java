/** What a guest boots from: disk images and initial RAM file systems. */
package io.memtracer.host.guest.image;
