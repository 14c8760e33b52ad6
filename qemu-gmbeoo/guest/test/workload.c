/*
 * A program that misbehaves on demand, for the agent's tests.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void write_all(int fd, const unsigned char *bytes, size_t count)
{
    while (count > 0) {
        ssize_t n = write(fd, bytes, count);

        if (n < 0) {
            _exit(99);
        }
        bytes += n;
        count -= n;
    }
}

/* Bytes that any text conversion would spoil. */
static void write_pattern(int fd, size_t count)
{
    static unsigned char bytes[256 * 251];

    for (size_t i = 0; i < sizeof(bytes); i++) {
        bytes[i] = i % 251;
    }
    while (count > 0) {
        size_t n = count < sizeof(bytes) ? count : sizeof(bytes);

        write_all(fd, bytes, n);
        count -= n;
    }
}

static void copy_input(void)
{
    static unsigned char bytes[65536];
    ssize_t n;

    while ((n = read(0, bytes, sizeof(bytes))) > 0) {
        write_all(1, bytes, n);
    }
}

/* Processes in sessions of their own, that hold the pipes and ignore TERM. */
static void make_tree(int depth)
{
    signal(SIGTERM, SIG_IGN);
    signal(SIGHUP, SIG_IGN);
    for (int i = 0; i < depth; i++) {
        if (fork() != 0) {
            break;
        }
        setsid();
    }
}

int main(int argc, char **argv)
{
    const char *what = argc > 1 ? argv[1] : "";
    long number = argc > 2 ? atol(argv[2]) : 0;

    if (!strcmp(what, "args")) {
        for (int i = 2; i < argc; i++) {
            printf("[%s]\n", argv[i]);
        }
    } else if (!strcmp(what, "exit")) {
        return number;
    } else if (!strcmp(what, "signal")) {
        raise(number);
    } else if (!strcmp(what, "pattern")) {
        write_pattern(1, number);
    } else if (!strcmp(what, "both")) {
        write_all(1, (const unsigned char *)"to stdout", 9);
        write_all(2, (const unsigned char *)"to stderr", 9);
    } else if (!strcmp(what, "cat")) {
        copy_input();
    } else if (!strcmp(what, "sleep")) {
        write_all(1, (const unsigned char *)"asleep", 6);
        pause();
    } else if (!strcmp(what, "flood")) {
        for (;;) {
            write_pattern(1, 1 << 20);
        }
    } else if (!strcmp(what, "tree")) {
        make_tree(3);
        write_all(1, (const unsigned char *)".", 1);
        pause();
    } else if (!strcmp(what, "orphan")) {
        /* Ends, but what it leaves behind holds its pipes and writes. */
        write_all(1, (const unsigned char *)"parent", 6);
        if (fork() == 0) {
            setsid();
            for (;;) {
                sleep(1);
                write_all(1, (const unsigned char *)"orphan", 6);
            }
        }
    } else if (!strcmp(what, "session")) {
        printf("%d %d\n", getsid(0) == getpid(), getpgrp() == getpid());
    } else {
        fprintf(stderr, "workload: what is \"%s\"?\n", what);
        return 2;
    }
    return 0;
}
