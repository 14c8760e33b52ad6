/*
 * Known answer, unwrapped: PASSES times `++a[i]` over 10,000 ints, by one instruction, between
 * 'Ready to trace' and 'Stop tracing'. Its info is the address of the array.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _GNU_SOURCE
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { ELEMENTS = 10000, PASSES = 50 };

/* Where no other process of the guest has anything, so that all that touches it is ours. */
#define ARRAY_ADDRESS ((void *)0x100000000000)

/*
 * The kernel makes the pages: one that isn't there yet would fault at the store, after the load of
 * the same instruction was done, and the load would be in the trace twice, as it happened twice.
 */
static int *map_array(void)
{
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE | MAP_FIXED_NOREPLACE;
    int *array = mmap(ARRAY_ADDRESS, ELEMENTS * sizeof(*array), PROT_READ | PROT_WRITE, flags, -1, 0);

    if (array == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
    return array;
}

int main(void)
{
    int *array = map_array();

    printf("-----begin workload info-----%p-----end workload info-----\n", (void *)array);
    printf("Ready to trace. Press enter to continue");
    fflush(stdout);
    getchar();
    for (int pass = 0; pass < PASSES; pass++) {
        for (int i = 0; i < ELEMENTS; i++) {
            __asm__ volatile("addl $1, %0" : "+m"(array[i]));
        }
    }
    printf("Stop tracing\n");
    fflush(stdout);
    getchar(); /* to its end: what follows is not to be traced */
    return 0;
}
