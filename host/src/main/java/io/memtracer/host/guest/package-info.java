/** What a guest is, and where it is kept. */
package io.memtracer.host.guest;
