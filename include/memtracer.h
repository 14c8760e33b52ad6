/*
 * memtracer.h: name phases of a program, to be told apart when memtracer traces it.
 *
 *     #include "memtracer.h"
 *
 *     memtracer_begin("load");
 *     ...
 *     memtracer_end("load");
 *
 * For C and C++, GCC and Clang, x86-64; elsewhere these do nothing. There is no library: each is one
 * instruction that does nothing, `nopl`, with a number in it that memtracer looks for. It takes the
 * same few nanoseconds whether the program is traced or not.
 *
 * A phase is of the thread that begins it. It may be begun any number of times, and within others;
 * the name is at most 63 bytes, the rest is cut off. Before a phase begins, its name is read, a byte
 * at a time, so that it is in memory: these loads are in the phase before. Nothing of
 * memtracer_end() is in the phase. (Compiled without optimisation, both also store and load their
 * argument on the stack.)
 *
 * A phase of the whole run, whatever thread or process makes an access, begins and ends with
 * memtracer_begin_run() and memtracer_end_run(). An access is in the innermost phase of its thread,
 * or else in that of the run.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
 */
#ifndef MEMTRACER_H
#define MEMTRACER_H

#define MEMTRACER_NAME_BYTES 64

#if defined(__x86_64__) && defined(__GNUC__)

/* nopl 0xNN50544d(%rdi,%rsi,1), with the name's address in rdi: it is not touched. */
#define MEMTRACER_MARK(kind, name)                                                                 \
    __asm__ volatile(".byte 0x0f, 0x1f, 0x84, 0x37, 'M', 'T', 'P', " #kind                         \
                     :                                                                             \
                     : "D"(name)                                                                   \
                     : "memory")

#define MEMTRACER_INLINE static inline __attribute__((always_inline, unused))

MEMTRACER_INLINE void memtracer_touch(const char *name)
{
    const volatile char *byte = name;
    int left = MEMTRACER_NAME_BYTES;

    while (--left > 0 && *byte != '\0') {
        byte++;
    }
}

#else

#define MEMTRACER_MARK(kind, name) ((void)(name))
#define MEMTRACER_INLINE static inline

MEMTRACER_INLINE void memtracer_touch(const char *name)
{
    (void)name;
}

#endif

/* memtracer_begin - from here on, this thread is in the phase */
MEMTRACER_INLINE void memtracer_begin(const char *name)
{
    memtracer_touch(name);
    MEMTRACER_MARK(1, name);
}

/* memtracer_end - the phase ends, and all that was begun within it */
MEMTRACER_INLINE void memtracer_end(const char *name)
{
    MEMTRACER_MARK(2, name);
}

/* memtracer_begin_run - from here on, the whole run is in the phase */
MEMTRACER_INLINE void memtracer_begin_run(const char *name)
{
    memtracer_touch(name);
    MEMTRACER_MARK(3, name);
}

/* memtracer_end_run - the phase ends, and all of the run's that were begun within it */
MEMTRACER_INLINE void memtracer_end_run(const char *name)
{
    MEMTRACER_MARK(4, name);
}

#endif
