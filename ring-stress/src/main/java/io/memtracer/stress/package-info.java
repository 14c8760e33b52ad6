/** The shared ring under jcstress: its producer is C, its consumer Java. */
package io.memtracer.stress;
