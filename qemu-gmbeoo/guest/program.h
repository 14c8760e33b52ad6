/*
 * The program's file: where a program that was sent is kept, and whether
 * one can be executed at all.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#ifndef MEMTRACER_GUEST_PROGRAM_H
#define MEMTRACER_GUEST_PROGRAM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The search path for programs named without a slash. */
#define PROGRAM_PATH \
    "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"

/*
 * program_dir_prepare() - make the private directory for programs
 * @dir: its path, below which only this user can read
 * @mount_tmpfs: put a tmpfs of its own there (/run is often mounted noexec)
 *
 * Return: 0, or an errno.
 */
int program_dir_prepare(const char *dir, bool mount_tmpfs);

/*
 * program_create() - start to receive a program
 * @path: receives the file's path in @dir
 * @name: what the host calls it; only the last part of the path is used
 *
 * Return: a descriptor to write it to, or -1 with errno set.
 */
int program_create(char *path, size_t path_size, const char *dir,
                   const char *name);

/* Writes all bytes; 0, or an errno. */
int program_write(int fd, const uint8_t *bytes, size_t count);

/*
 * program_find() - the path of a program named by the host
 *
 * A name without a slash is looked for in PROGRAM_PATH, as a shell does.
 */
void program_find(char *path, size_t path_size, const char *name);

typedef enum ProgramKind {
    PROGRAM_OTHER,      /* static, or nothing that can be executed */
    PROGRAM_DYNAMIC,    /* started by a dynamic loader */
    PROGRAM_SCRIPT,     /* started by what its first line names */
} ProgramKind;

/*
 * program_interpreter() - what a program is started by
 * @name: receives the path of its loader or interpreter; empty if none
 */
ProgramKind program_interpreter(const char *path, char *name, size_t size);

/*
 * program_env_command() - what env is to find for a script
 * @command: receives its path, for "#!/usr/bin/env command" and the like
 *
 * Return: false if the script's interpreter isn't env, or nothing is named.
 */
bool program_env_command(const char *path, char *const environment[],
                         char *command, size_t size);

/*
 * program_explain() - why execve(@path) fails or would fail, for people
 * @error: what execve said, or 0 to look before trying
 * @text: receives the explanation
 *
 * ENOENT for a file that is there means that its interpreter is missing: the
 * text names it.
 *
 * Return: true if something is wrong; with @error 0, false means "try".
 */
bool program_explain(const char *path, int error, char *text,
                     size_t text_size);

#endif
