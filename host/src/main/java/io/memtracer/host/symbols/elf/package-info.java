/** Reads ELF files, of which nothing is trusted. */
package io.memtracer.host.symbols.elf;
