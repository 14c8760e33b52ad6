/*
 * Known answer: stores one byte to each of PAGES fresh pages, then walks over them ROUNDS times.
 *
 * usage: pages PAGES [ROUNDS]
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { PAGE_BYTES = 4096 };

int main(int argc, char **argv)
{
    const long pages = argc > 1 ? atol(argv[1]) : 0;
    const long rounds = argc > 2 ? atol(argv[2]) : 1;
    if (pages < 1 || rounds < 1) {
        fprintf(stderr, "usage: pages PAGES [ROUNDS]\n");
        return 2;
    }
    volatile char *memory = mmap(NULL, (size_t) pages * PAGE_BYTES, PROT_READ | PROT_WRITE,
                                 MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    for (long round = 0; round < rounds; round++) {
        for (long page = 0; page < pages; page++) {
            memory[page * PAGE_BYTES] = (char) round;
        }
    }
    printf("%lx\n", (unsigned long) memory);
    return 0;
}
