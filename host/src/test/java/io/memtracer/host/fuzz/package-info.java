/** Makes inputs that nobody meant to be read, from ones that somebody did. */
package io.memtracer.host.fuzz;
