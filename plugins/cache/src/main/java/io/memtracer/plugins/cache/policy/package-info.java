/** The sets of one cache: which lines are there, and which has to go. */
package io.memtracer.plugins.cache.policy;
