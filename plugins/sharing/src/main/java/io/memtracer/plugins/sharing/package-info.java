/** Lines that are shared, truly or falsely. */
package io.memtracer.plugins.sharing;
