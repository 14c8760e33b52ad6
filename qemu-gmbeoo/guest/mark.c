/*
 * memtracer-mark: begins and ends phases of the run, for shells.
 *
 *     memtracer-mark begin NAME
 *     memtracer-mark end [NAME]
 *
 * Without a C library: starting one would be a hundred thousand accesses each time.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <stdbool.h>
#include <stddef.h>
#include <sys/syscall.h>

#include "../../include/memtracer.h"

enum {
    STATUS_USAGE = 2,
};

static long call(long number, long first, const void *second, long third)
{
    long result;

    __asm__ volatile("syscall"
                     : "=a"(result)
                     : "a"(number), "D"(first), "S"(second), "d"(third)
                     : "rcx", "r11", "memory");
    return result;
}

static bool is(const char *word, const char *other)
{
    while (*word && *word == *other) {
        word++;
        other++;
    }
    return *word == *other;
}

static int refuse(void)
{
    static const char usage[] =
        "Usage: memtracer-mark begin NAME\n"
        "       memtracer-mark end [NAME]\n"
        "Begins or ends a phase of the whole run that memtracer traces. Without NAME,\n"
        "the innermost one ends.\n";

    call(SYS_write, 2, usage, sizeof(usage) - 1);
    return STATUS_USAGE;
}

static int run(long argc, char **argv)
{
    if (argc == 3 && *argv[2] && is(argv[1], "begin")) {
        memtracer_begin_run(argv[2]);
        return 0;
    }
    if ((argc == 2 || (argc == 3 && *argv[2])) && is(argv[1], "end")) {
        memtracer_end_run(argc == 3 ? argv[2] : NULL);
        return 0;
    }
    return refuse();
}

__attribute__((noreturn, used)) static void start(long *stack)
{
    call(SYS_exit_group, run(stack[0], (char **)(stack + 1)), NULL, 0);
    __builtin_unreachable();
}

/* The kernel enters here, with the number of arguments and their addresses on the stack. */
__asm__(".globl _start\n"
        "_start:\n"
        "    xor %ebp, %ebp\n"
        "    mov %rsp, %rdi\n"
        "    call start\n");
