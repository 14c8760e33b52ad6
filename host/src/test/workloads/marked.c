/*
 * Known answer: PASSES times `++a[i]` over 1,000 ints on each of THREADS pinned threads. From
 * the middle on each thread is in the phase "second half", and of that from the middle on in "last quarter"; with "run"
 * the whole run is, as the first thread says. PASSES is a multiple of 4.
 * Each thread also ends a phase that never began.
 *
 * usage: marked PASSES [THREADS [run]]
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _GNU_SOURCE
#include "../../../../include/memtracer.h"

#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

enum { ELEMENTS = 1000, MAX_THREADS = 4 };

/* Where no other process of the guest has anything, so that all that touches it is ours. */
#define ARRAYS_ADDRESS ((void *) 0x100000000000)

typedef int array_t[ELEMENTS];

static array_t *arrays;
static long passes;
static int of_run;
static pthread_barrier_t together;

static void count(int *array)
{
    for (long pass = 0; pass < passes / 4; pass++) {
        for (int i = 0; i < ELEMENTS; i++) {
            __asm__ volatile("addl $1, %0" : "+m"(array[i]));
        }
    }
}

static void begin(long thread, const char *name)
{
    pthread_barrier_wait(&together);
    if (of_run && thread == 0) {
        memtracer_begin_run(name);
    } else if (!of_run) {
        memtracer_begin(name);
    }
    pthread_barrier_wait(&together);
}

static void end(long thread, const char *name)
{
    pthread_barrier_wait(&together);
    if (of_run && thread == 0) {
        memtracer_end_run(name);
    } else if (!of_run) {
        memtracer_end(name);
    }
    pthread_barrier_wait(&together);
}

static void *run(void *argument)
{
    const long index = (long) argument;
    cpu_set_t cpus;
    CPU_ZERO(&cpus);
    CPU_SET((size_t) (index % sysconf(_SC_NPROCESSORS_ONLN)), &cpus);
    if (sched_setaffinity(0, sizeof(cpus), &cpus)) {
        perror("sched_setaffinity");
        exit(1);
    }
    count(arrays[index]);
    end(index, "never begun");
    count(arrays[index]);
    begin(index, "second half");
    count(arrays[index]);
    begin(index, "last quarter");
    count(arrays[index]);
    end(index, "last quarter");
    end(index, "second half");
    return NULL;
}

static void map_arrays(void)
{
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE | MAP_FIXED_NOREPLACE;

    arrays = mmap(ARRAYS_ADDRESS, MAX_THREADS * sizeof(array_t), PROT_READ | PROT_WRITE, flags, -1, 0);
    if (arrays == MAP_FAILED) {
        perror("mmap");
        exit(1);
    }
}

int main(int argc, char **argv)
{
    const long threads = argc > 2 ? atol(argv[2]) : 1;
    passes = argc > 1 ? atol(argv[1]) : 0;
    of_run = argc > 3;
    if (passes < 4 || passes % 4 || threads < 1 || threads > MAX_THREADS) {
        fprintf(stderr, "usage: marked PASSES [THREADS [run]]\n");
        return 2;
    }
    map_arrays();
    pthread_barrier_init(&together, NULL, (unsigned) threads);
    pthread_t workers[MAX_THREADS];
    for (long i = 0; i < threads; i++) {
        if (pthread_create(&workers[i], NULL, run, (void *) i)) {
            perror("pthread_create");
            return 1;
        }
    }
    for (long i = 0; i < threads; i++) {
        pthread_join(workers[i], NULL);
    }
    return 0;
}
