/**
 * The commands people and scripts type. The only package that prints, reads the environment of a
 * terminal, and exits.
 */
package io.memtracer.host.cli;
