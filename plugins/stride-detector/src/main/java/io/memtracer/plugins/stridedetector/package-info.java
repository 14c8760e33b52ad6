/** The stride of each instruction that accesses memory. */
package io.memtracer.plugins.stridedetector;
