/*
 * Known answer: CALLS system calls and nothing else worth naming.
 *
 * usage: syscalls CALLS
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/syscall.h>
#include <unistd.h>

int main(int argc, char **argv)
{
    const long calls = argc > 1 ? atol(argv[1]) : 0;
    if (calls < 1) {
        fprintf(stderr, "usage: syscalls CALLS\n");
        return 2;
    }
    for (long i = 0; i < calls; i++) {
        syscall(SYS_getppid);
    }
    return 0;
}
