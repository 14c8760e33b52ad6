/*
 * Reading ahead what a program is loaded from: its file, the interpreter of
 * a script, the program that env is to find for one, the loader of a dynamic
 * program, and the libraries that the loader lists.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ahead.h"
#include "program.h"

enum {
    /* Of one file; what of a larger one will be used, nobody knows. */
    FILE_MAX_BYTES = 64 << 20,
    /* A script's interpreter may be a script: as many as the kernel takes. */
    INTERPRETERS_MAX = 4,
};

static void read_file(const char *path)
{
    static char bytes[256 << 10];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    size_t left = FILE_MAX_BYTES;
    ssize_t n = 1;

    while (fd >= 0 && left > 0 && n > 0) {
        n = read(fd, bytes, left < sizeof(bytes) ? left : sizeof(bytes));
        left -= n > 0 ? n : 0;
    }
    if (fd >= 0) {
        close(fd);
    }
}

/* "\tlibc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x7f...)" */
static void read_listed(char *line)
{
    char *path = strstr(line, "=> /");
    char *end;

    if (path) {
        path += 3;
        end = strrchr(path, ' ');
        if (end) {
            *end = '\0';
        }
        read_file(path);
    }
}

/* The loaders of glibc and musl list libraries without running anything. */
static void read_libraries(const char *loader, const char *path,
                           char *const environment[])
{
    char *const argv[] = { (char *)loader, "--list", (char *)path, NULL };
    char line[PATH_MAX + 256];
    FILE *list;
    pid_t pid;
    int fds[2];

    if (pipe2(fds, O_CLOEXEC) < 0) {
        return;
    }
    pid = fork();
    if (pid == 0) {
        if (dup2(fds[1], STDOUT_FILENO) >= 0) {
            close(STDERR_FILENO);
            execve(loader, argv, environment);
        }
        _exit(127);
    }
    close(fds[1]);
    list = fdopen(fds[0], "r");
    while (list && fgets(line, sizeof(line), list)) {
        read_listed(line);
    }
    if (list) {
        fclose(list);
    } else {
        close(fds[0]);
    }
    if (pid > 0) {
        waitpid(pid, NULL, 0);
    }
}

/* @depth: how many files may lead from one to the next */
static void read_program(const char *path, char *const environment[],
                         int depth)
{
    char name[PATH_MAX];

    if (depth == 0) {
        return;
    }
    read_file(path);
    switch (program_interpreter(path, name, sizeof(name))) {
    case PROGRAM_DYNAMIC:
        read_file(name);
        read_libraries(name, path, environment);
        break;
    case PROGRAM_SCRIPT:
        read_program(name, environment, depth - 1);
        if (program_env_command(path, environment, name, sizeof(name))) {
            read_program(name, environment, depth - 1);
        }
        break;
    case PROGRAM_OTHER:
        break;
    }
}

void ahead_read(const char *path, char *const environment[])
{
    read_program(path, environment, INTERPRETERS_MAX);
}
