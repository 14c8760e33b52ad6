/*
 * Known answer: ROUNDS times in turn 1,000 ints of one array are incremented between calls of begin_work() and end_work(),
 * and 1,000 of another between calls of end_work() and begin_work().
 *
 * usage: calls ROUNDS
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { ELEMENTS = 1000 };

/* Where no other process of the guest has anything, so that all that touches it is ours. */
#define ARRAYS_ADDRESS ((void *) 0x100000000000)

typedef int array_t[ELEMENTS];

static volatile int calls;

static void increment(int *array)
{
    for (int i = 0; i < ELEMENTS; i++) {
        __asm__ volatile("addl $1, %0" : "+m"(array[i]));
    }
}

/* Not static, so that they are there to be found; and different. */
__attribute__((noinline, noclone)) void begin_work(void)
{
    calls += 1;
}

__attribute__((noinline, noclone)) void end_work(void)
{
    calls += 3;
}

int main(int argc, char **argv)
{
    const long rounds = argc > 1 ? atol(argv[1]) : 0;
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE | MAP_FIXED_NOREPLACE;
    array_t *arrays = mmap(ARRAYS_ADDRESS, 2 * sizeof(array_t), PROT_READ | PROT_WRITE, flags, -1, 0);
    if (arrays == MAP_FAILED) {
        perror("mmap");
        return 1;
    }
    for (long round = 0; round < rounds; round++) {
        begin_work();
        increment(arrays[0]);
        end_work();
        increment(arrays[1]);
    }
    return 0;
}
