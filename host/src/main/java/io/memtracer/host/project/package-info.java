/** Projects of analyzers' authors, made from the template. */
package io.memtracer.host.project;
