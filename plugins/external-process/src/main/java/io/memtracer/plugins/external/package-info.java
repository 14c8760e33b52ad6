/** Analysis tools in C, written for the predecessor, as an analyzer. */
package io.memtracer.plugins.external;
