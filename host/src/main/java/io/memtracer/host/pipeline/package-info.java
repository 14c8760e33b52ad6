/** Reader, ring, dispatcher and analyzers put together: from the FIFO to the results. */
package io.memtracer.host.pipeline;
