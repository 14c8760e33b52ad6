/*
 * The program's file.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "program.h"

int program_dir_prepare(const char *dir, bool mount_tmpfs)
{
    struct stat st;

    if (mkdir(dir, 0700) < 0 && errno != EEXIST) {
        return errno;
    }
    if (lstat(dir, &st) < 0) {
        return errno;
    }
    if (!S_ISDIR(st.st_mode) || st.st_uid != geteuid()) {
        return ENOTDIR;
    }
    if (mount_tmpfs &&
        mount("tmpfs", dir, "tmpfs", MS_NOSUID | MS_NODEV, "mode=0700") < 0) {
        return errno;
    }
    return chmod(dir, 0700) < 0 ? errno : 0;
}

int program_create(char *path, size_t path_size, const char *dir,
                   const char *name)
{
    const char *slash = strrchr(name, '/');
    const char *base = slash ? slash + 1 : name;

    if (!*base || !strcmp(base, ".") || !strcmp(base, "..")) {
        base = "program";
    }
    if ((size_t)snprintf(path, path_size, "%s/%s", dir, base) >= path_size) {
        errno = ENAMETOOLONG;
        return -1;
    }
    if (unlink(path) < 0 && errno != ENOENT) {
        return -1;
    }
    return open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0700);
}

int program_write(int fd, const uint8_t *bytes, size_t count)
{
    while (count > 0) {
        ssize_t n = write(fd, bytes, count);

        if (n < 0) {
            if (errno == EINTR) {
                continue;
            }
            return errno;
        }
        bytes += n;
        count -= n;
    }
    return 0;
}

/* Looks in the directories of @dir, as a shell does. */
static void find_in(const char *dir, char *path, size_t path_size,
                    const char *name)
{
    while (!strchr(name, '/') && *dir) {
        int length = strcspn(dir, ":");

        snprintf(path, path_size, "%.*s/%s", length, dir, name);
        if (access(path, X_OK) == 0) {
            return;
        }
        dir += length + (dir[length] == ':');
    }
    snprintf(path, path_size, "%s", name);
}

void program_find(char *path, size_t path_size, const char *name)
{
    find_in(PROGRAM_PATH, path, path_size, name);
}

/* The dynamic loader that an ELF file asks for; empty if none. */
static void read_elf_interpreter(int fd, const Elf64_Ehdr *header,
                                 char *name, size_t size)
{
    for (unsigned i = 0; i < header->e_phnum; i++) {
        Elf64_Phdr segment;
        off_t at = header->e_phoff + i * sizeof(segment);
        ssize_t n;

        if (pread(fd, &segment, sizeof(segment), at) != sizeof(segment)) {
            return;
        }
        if (segment.p_type != PT_INTERP) {
            continue;
        }
        n = pread(fd, name,
                  segment.p_filesz < size - 1 ? segment.p_filesz : size - 1,
                  segment.p_offset);
        name[n > 0 ? n : 0] = '\0';
        return;
    }
}

/* The program in a first line "#! program argument"; empty if none. */
static void read_script_interpreter(const char *line, char *name, size_t size)
{
    size_t length;

    line += 2 + strspn(line + 2, " \t");
    length = strcspn(line, " \t\r\n");
    snprintf(name, size, "%.*s", (int)length, line);
}

static bool explain_missing(const char *path, const char *kind,
                            const char *interpreter, char *text, size_t size)
{
    snprintf(text, size,
             "%s can't be started: its %s %s is not in the guest. %s", path,
             kind, interpreter,
             *kind == 'd' ? "Link the program statically (-static), or use a "
                            "guest that has this loader and the libraries."
                          : "Use a guest that has it.");
    return true;
}

ProgramKind program_interpreter(const char *path, char *name, size_t size)
{
    union {
        Elf64_Ehdr elf;
        char line[256];
    } start = { 0 };
    ProgramKind kind = PROGRAM_OTHER;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    *name = '\0';
    if (fd < 0) {
        return kind;
    }
    if (pread(fd, start.line, sizeof(start.line) - 1, 0) > 0) {
        if (!memcmp(start.line, ELFMAG, SELFMAG) &&
            start.elf.e_ident[EI_CLASS] == ELFCLASS64) {
            kind = PROGRAM_DYNAMIC;
            read_elf_interpreter(fd, &start.elf, name, size);
        } else if (!memcmp(start.line, "#!", 2)) {
            kind = PROGRAM_SCRIPT;
            read_script_interpreter(start.line, name, size);
        }
    }
    close(fd);
    return *name ? kind : PROGRAM_OTHER;
}

static const char *path_of(char *const environment[])
{
    for (; *environment; environment++) {
        if (!strncmp(*environment, "PATH=", 5)) {
            return *environment + 5;
        }
    }
    return PROGRAM_PATH;
}

bool program_env_command(const char *path, char *const environment[],
                         char *command, size_t size)
{
    char line[256] = "";
    char *rest = line;
    char *word;
    int fd = open(path, O_RDONLY | O_CLOEXEC);

    if (fd >= 0) {
        if (pread(fd, line, sizeof(line) - 1, 0) < 0) {
            *line = '\0';
        }
        close(fd);
    }
    line[strcspn(line, "\r\n")] = '\0';
    word = strsep(&rest, " \t");
    if (word && !strcmp(word, "#!")) {
        word = strsep(&rest, " \t");
    }
    if (!word || strlen(word) < 4 ||
        strcmp(word + strlen(word) - 4, "/env")) {
        return false;
    }
    /* Options and variables of env's own come before. */
    do {
        word = strsep(&rest, " \t");
    } while (word && (!*word || *word == '-' || strchr(word, '=')));
    if (!word) {
        return false;
    }
    find_in(path_of(environment), command, size, word);
    return true;
}

static bool explain_interpreter(const char *path, char *text, size_t size)
{
    char name[PATH_MAX];
    ProgramKind kind = program_interpreter(path, name, sizeof(name));

    if (kind != PROGRAM_OTHER && access(name, F_OK) < 0) {
        return explain_missing(path, kind == PROGRAM_DYNAMIC
                               ? "dynamic loader" : "interpreter",
                               name, text, size);
    }
    return false;
}

bool program_explain(const char *path, int error, char *text,
                     size_t text_size)
{
    struct stat st;

    if (stat(path, &st) < 0) {
        snprintf(text, text_size, "%s: %s in the guest", path,
                 strerror(errno));
        return true;
    }
    if (!S_ISREG(st.st_mode)) {
        snprintf(text, text_size, "%s is not a file that can be executed",
                 path);
        return true;
    }
    if (access(path, X_OK) < 0) {
        snprintf(text, text_size, "%s: %s: it is not executable", path,
                 strerror(errno));
        return true;
    }
    if (explain_interpreter(path, text, text_size)) {
        return true;
    }
    if (error == ENOEXEC) {
        snprintf(text, text_size,
                 "%s: %s: the guest runs ELF programs for x86-64 and scripts "
                 "that begin with #!", path, strerror(error));
    } else {
        snprintf(text, text_size, "%s: %s", path, strerror(error));
    }
    return error != 0;
}
