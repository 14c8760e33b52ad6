/*
 * Known answer: a server and a client, each of which loads and stores each element of an array of its own, by an
 * instruction each, at each of so many requests. Array 0 is the server's, array 1 the client's, at the same address in
 * both.
 *
 * usage: store            serve until the client is gone
 *        store REQUESTS   be the client
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#define _GNU_SOURCE
#include <errno.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { ELEMENTS = 1000, ARRAYS = 2 };

/* Where no other process of the guest has anything, so that all that touches it is ours. */
#define ARRAYS_ADDRESS ((void *) 0x100000000000)

static const struct sockaddr_un address = { .sun_family = AF_UNIX, .sun_path = "\0memtracer-store" };

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

static void serve(int socket, long *array)
{
    char request;
    int client;

    if (bind(socket, (const struct sockaddr *) &address, sizeof(address)) || listen(socket, 1)) {
        die("bind, listen");
    }
    client = accept(socket, NULL, NULL);
    if (client < 0) {
        die("accept");
    }
    while (read(client, &request, 1) == 1) {
        touch(array);
        if (write(client, &request, 1) != 1) {
            die("write");
        }
    }
}

static void ask(int socket, long *array, long requests)
{
    char request = 0;

    while (connect(socket, (const struct sockaddr *) &address, sizeof(address))) {
        if (errno != ECONNREFUSED) {
            die("connect");
        }
        sched_yield(); /* the server isn't there yet */
    }
    for (long i = 0; i < requests; i++) {
        touch(array);
        if (write(socket, &request, 1) != 1 || read(socket, &request, 1) != 1) {
            die("write, read");
        }
    }
}

int main(int argc, char **argv)
{
    const int flags = MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED_NOREPLACE;
    const int own = socket(AF_UNIX, SOCK_STREAM, 0);
    long(*arrays)[ELEMENTS] =
        mmap(ARRAYS_ADDRESS, ARRAYS * sizeof(*arrays), PROT_READ | PROT_WRITE, flags, -1, 0);

    if (own < 0 || arrays == MAP_FAILED) {
        die("socket, mmap");
    }
    if (argc < 2) {
        serve(own, arrays[0]);
    } else {
        ask(own, arrays[1], atol(argv[1]));
    }
    return 0;
}
