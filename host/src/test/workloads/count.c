/*
 * Known answer: PASSES times `++a[i]` over 10,000 ints, by one instruction, on each of THREADS pinned threads.
 *
 * usage: count PASSES [THREADS]
 * Prints for each thread: the address of its array, and the address of the instruction.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { ELEMENTS = 10000, MAX_THREADS = 4 };

/* Where no other process of the guest has anything, so that all that touches it is ours. */
#define ARRAYS_ADDRESS ((void *) 0x100000000000)

typedef int array_t[ELEMENTS];

static array_t *arrays;
static long passes;

/* noinline and noclone: the one instruction must have one address. */
static __attribute__((noinline, noclone)) const void *count(int *array)
{
    const void *pc = NULL;
    for (long pass = 0; pass < passes; pass++) {
        for (int i = 0; i < ELEMENTS; i++) {
            __asm__ volatile("lea 0f(%%rip), %1\n0: addl $1, %0" : "+m"(array[i]), "=&r"(pc));
        }
    }
    return pc;
}

/*
 * A page that isn't there yet would fault at the store, after the load of the same instruction was done: the
 * instruction starts again, and its load is in the trace twice, as it happened twice. So the kernel makes the pages.
 */
static void map_arrays(void)
{
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE | MAP_FIXED_NOREPLACE;

    arrays = mmap(ARRAYS_ADDRESS, MAX_THREADS * sizeof(array_t), PROT_READ | PROT_WRITE, flags, -1, 0);
    if (arrays == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
}

static void *run(void *argument)
{
    const long index = (long) argument;
    cpu_set_t cpus;
    CPU_ZERO(&cpus);
    CPU_SET(index, &cpus);
    if (sched_setaffinity(0, sizeof(cpus), &cpus)) {
        perror("sched_setaffinity");
        exit(1);
    }
    return (void *) count(arrays[index]);
}

int main(int argc, char **argv)
{
    const long threads = argc > 2 ? atol(argv[2]) : 1;
    passes = argc > 1 ? atol(argv[1]) : 0;
    if (passes < 1 || threads < 1 || threads > MAX_THREADS) {
        fprintf(stderr, "usage: count PASSES [THREADS]\n");
        return 2;
    }
    map_arrays();
    pthread_t workers[MAX_THREADS];
    for (long i = 0; i < threads; i++) {
        if (pthread_create(&workers[i], NULL, run, (void *) i)) {
            perror("pthread_create");
            return 1;
        }
    }
    for (long i = 0; i < threads; i++) {
        void *pc;
        pthread_join(workers[i], &pc);
        printf("%lx %lx\n", (unsigned long) arrays[i], (unsigned long) pc);
    }
    return 0;
}
