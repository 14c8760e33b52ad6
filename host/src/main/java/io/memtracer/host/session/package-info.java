/**
 * One run from request to report: starts downstream first, stops upstream first. The composition
 * root, and the only package that sees all the others.
 */
package io.memtracer.host.session;
