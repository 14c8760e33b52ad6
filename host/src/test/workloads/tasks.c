/*
 * Known answer: three children and two threads, each of which loads and stores each element of an array PASSES times,
 * by an instruction each, and the children those of another one that is at the same address in all of them.
 *
 * They take turns: the first two by pipes, the others by yielding. Array i is that of worker i: child-0 to child-2,
 * thread-3 and thread-4; array 5 is the children's.
 *
 * usage: tasks PASSES
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _GNU_SOURCE
#include <pthread.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ELEMENTS = 1000, CHILDREN = 3, WORKERS = 5, ARRAYS = WORKERS + 1 };

/* Where no other process of the guest has anything, so that all that touches it is ours. */
#define ARRAYS_ADDRESS ((void *) 0x100000000000)

typedef long array_t[ELEMENTS];

static array_t *arrays;
static long passes;
static int pipes[2][2];

static void die(const char *what)
{
    perror(what);
    exit(1);
}

/* Load and store are instructions of their own: a store that faults is made again, and the load isn't. */
static void touch(long *array)
{
    for (int i = 0; i < ELEMENTS; i++) {
        long value;

        __asm__ volatile("mov %1, %0" : "=r"(value) : "m"(array[i]));
        value++;
        __asm__ volatile("mov %1, %0" : "=m"(array[i]) : "r"(value));
    }
}

static void take_turns(long worker)
{
    char token = 0;

    if (worker > 1) {
        sched_yield();
    } else if (write(pipes[1 - worker][1], &token, 1) != 1 || read(pipes[worker][0], &token, 1) != 1) {
        die("pipe");
    }
}

static void *work(void *argument)
{
    const long worker = (long) argument;
    char name[16];

    snprintf(name, sizeof(name), "%s-%ld", worker < CHILDREN ? "child" : "thread", worker);
    if (prctl(PR_SET_NAME, name)) {
        die("prctl");
    }
    for (long pass = 0; pass < passes; pass++) {
        touch(arrays[worker]);
        if (worker < CHILDREN) {
            touch(arrays[WORKERS]);
        }
        take_turns(worker);
    }
    return NULL;
}

int main(int argc, char **argv)
{
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE;
    pthread_t threads[WORKERS];

    passes = argc > 1 ? atol(argv[1]) : 0;
    if (passes < 1) {
        fprintf(stderr, "usage: tasks PASSES\n");
        return 2;
    }
    arrays = mmap(ARRAYS_ADDRESS, ARRAYS * sizeof(array_t), PROT_READ | PROT_WRITE, flags, -1, 0);
    if (arrays == MAP_FAILED || pipe(pipes[0]) || pipe(pipes[1])) {
        die("mmap, pipe");
    }
    for (long i = 0; i < CHILDREN; i++) {
        const pid_t pid = fork();

        if (pid < 0) {
            die("fork");
        }
        if (pid == 0) {
            work((void *) i);
            _exit(0);
        }
    }
    for (long i = CHILDREN; i < WORKERS; i++) {
        if (pthread_create(&threads[i], NULL, work, (void *) i)) {
            die("pthread_create");
        }
    }
    for (long i = CHILDREN; i < WORKERS; i++) {
        pthread_join(threads[i], NULL);
    }
    for (long i = 0; i < CHILDREN; i++) {
        int status;

        if (wait(&status) < 0 || status != 0) {
            fprintf(stderr, "a child ended with %d\n", status);
            return 1;
        }
    }
    return 0;
}
