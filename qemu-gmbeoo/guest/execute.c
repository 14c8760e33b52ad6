/*
 * Executing a program as a shell would.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "execute.h"

/* As bash has it: there is no NUL in the first line. */
bool execute_takes_shell(const char *path)
{
    char start[256];
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    const char *end;
    ssize_t n;

    if (fd < 0) {
        return false;
    }
    n = pread(fd, start, sizeof(start), 0);
    close(fd);
    if (n < 0 || (n >= 2 && !memcmp(start, "#!", 2))) {
        return false;
    }
    end = memchr(start, '\n', n);
    return !memchr(start, '\0', end ? end - start : n);
}

static void execute_by_shell(const char *path, char *const argv[],
                             char *const environment[])
{
    size_t count = 0;
    char **line;

    while (argv[count]) {
        count++;
    }
    line = calloc(count + 2, sizeof(*line));
    if (line) {
        line[0] = EXECUTE_SHELL;
        line[1] = (char *)path;
        memcpy(line + 2, argv + 1, (count - 1) * sizeof(*line));
        execve(EXECUTE_SHELL, line, environment);
        free(line);
    }
}

int execute_program(const char *path, char *const argv[],
                    char *const environment[])
{
    int error;

    execve(path, argv, environment);
    error = errno;
    if (error == ENOEXEC && execute_takes_shell(path)) {
        execute_by_shell(path, argv, environment);
    }
    return error;
}
