/*
 * Known answer: two threads, each pinned to a vCPU of its own, add 1 to an int PASSES times, the second one's DISTANCE
 * bytes behind the first one's.
 *
 * usage: neighbours PASSES DISTANCE
 * Prints the address of the first int, and the addresses of both instructions.
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>

/* Where no other process of the guest has anything. */
#define COUNTERS_ADDRESS ((void *) 0x100000000000)

enum { PAGE_BYTES = 4096 };

static long passes;
static char *counters;
static long distance;
static pthread_barrier_t start;

static void pin(int cpu)
{
    cpu_set_t cpus;
    CPU_ZERO(&cpus);
    CPU_SET(cpu, &cpus);
    if (sched_setaffinity(0, sizeof(cpus), &cpus)) {
        perror("sched_setaffinity");
        exit(1);
    }
    pthread_barrier_wait(&start);
}

/* Two functions, so that each thread has an instruction of its own. The count of passes is in a register. */
static __attribute__((noinline, noclone)) void *first(void *unused)
{
    int *counter = (int *) counters;
    const void *pc = NULL;
    (void) unused;
    pin(0);
    for (long left = passes; left > 0; left--) {
        __asm__ volatile("lea 0f(%%rip), %1\n0: addl $1, %0" : "+m"(*counter), "=&r"(pc));
    }
    return (void *) pc;
}

static __attribute__((noinline, noclone)) void *second(void *unused)
{
    int *counter = (int *) (counters + distance);
    const void *pc = NULL;
    (void) unused;
    pin(1);
    for (long left = passes; left > 0; left--) {
        __asm__ volatile("lea 0f(%%rip), %1\n0: addl $1, %0" : "+m"(*counter), "=&r"(pc));
    }
    return (void *) pc;
}

int main(int argc, char **argv)
{
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_POPULATE | MAP_FIXED_NOREPLACE;
    void *(*const work[])(void *) = { first, second };
    pthread_t threads[2];
    void *pcs[2];

    passes = argc == 3 ? atol(argv[1]) : 0;
    distance = argc == 3 ? atol(argv[2]) : -1;
    if (passes < 1 || distance < 0 || distance > PAGE_BYTES - (long) sizeof(int)) {
        fprintf(stderr, "usage: neighbours PASSES DISTANCE\n");
        return 2;
    }
    counters = mmap(COUNTERS_ADDRESS, PAGE_BYTES, PROT_READ | PROT_WRITE, flags, -1, 0);
    if (counters == MAP_FAILED || pthread_barrier_init(&start, NULL, 2)) {
        perror("mmap or pthread_barrier_init");
        return 1;
    }
    for (int i = 0; i < 2; i++) {
        if (pthread_create(&threads[i], NULL, work[i], NULL)) {
            perror("pthread_create");
            return 1;
        }
    }
    for (int i = 0; i < 2; i++) {
        pthread_join(threads[i], &pcs[i]);
    }
    printf("%lx %lx %lx\n", (unsigned long) counters, (unsigned long) pcs[0], (unsigned long) pcs[1]);
    return 0;
}
