/** Which addresses are accessed when. */
package io.memtracer.plugins.heatmap;
