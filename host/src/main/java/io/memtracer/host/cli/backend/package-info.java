/** Hands what commands ask to the packages that do it. */
package io.memtracer.host.cli.backend;
