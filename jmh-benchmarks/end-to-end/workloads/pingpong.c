/*
 * Two processes that pass a byte back and forth: two task switches for each round.
 *
 * usage: pingpong ROUNDS
 *
 * SPDX-License-Identifier: Apache-2.0
 */
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

static void pass(int from, int to, long rounds, int begins)
{
    char token = 0;

    for (long i = 0; i < rounds; i++) {
        if ((begins && write(to, &token, 1) != 1) || read(from, &token, 1) != 1 || (!begins && write(to, &token, 1) != 1)) {
            perror("pipe");
            exit(1);
        }
    }
}

int main(int argc, char **argv)
{
    const long rounds = argc > 1 ? atol(argv[1]) : 0;
    int there[2], back[2];

    if (rounds < 1 || pipe(there) || pipe(back)) {
        fprintf(stderr, "usage: pingpong ROUNDS\n");
        return 2;
    }
    if (fork() == 0) {
        pass(there[0], back[1], rounds, 0);
        _exit(0);
    }
    pass(back[0], there[1], rounds, 1);
    wait(NULL);
    return 0;
}
