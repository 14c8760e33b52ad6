/**
 * What went wrong, and how much there was of everything: a leaf that all other packages may use.
 */
package io.memtracer.host.status;
