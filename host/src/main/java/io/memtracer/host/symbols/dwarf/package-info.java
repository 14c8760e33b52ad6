/** Reads which line of source code was compiled from, in files of which nothing is trusted. */
package io.memtracer.host.symbols.dwarf;
