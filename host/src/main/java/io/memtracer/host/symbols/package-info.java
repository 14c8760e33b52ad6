/**
 * Finds names for addresses: functions and lines of programs, libraries and the kernel. Names are
 * for the report alone: no analyzer knows them. A name is left out rather than guessed.
 */
package io.memtracer.host.symbols;
