/** The ways of the records from QEMU to whoever takes them. */
package io.memtracer.host.session.route;
