/*
 * What a file that the guest's kernel has open is called.
 *
 * The way is that of the kernel's d_path(): from name to parent's name, and at the root of a mount on
 * to where it is mounted. Whatever the guest's memory says, it takes a bounded number of steps.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "file-path.h"

#include "guest-memory.h"

#include <string.h>

#define STEPS_MAX 512
#define NAME_BYTES 256

/* Linux's: the file is an overlay's own, in place of which another stands for the user. */
#define LINUX_FMODE_BACKING UINT32_C(0x2000000)
#define LINUX_V9FS_MAGIC UINT64_C(0x01021997)

static bool read_pointer(uint64_t address, uint64_t *pointer)
{
    return guest_memory_read(address, pointer, sizeof(*pointer)) && (int64_t)*pointer < 0;
}

/* A place among mounts: an entry of a directory, in a mount. */
struct place {
    uint64_t entry;
    uint64_t mount;
};

static bool read_place(const struct control_mappings *where, uint64_t path, struct place *place)
{
    uint64_t vfsmount;

    if (!read_pointer(path + where->path_dentry, &place->entry)
        || !read_pointer(path + where->path_mnt, &vfsmount)) {
        return false;
    }
    place->mount = vfsmount - where->mount_mnt;
    return true;
}

static bool find_place(const struct control_mappings *where, uint64_t file, struct place *place)
{
    uint32_t mode = 0;
    const bool backing = where->backing_user_path != 0
                         && guest_memory_read(file + where->file_mode, &mode, sizeof(mode))
                         && (mode & LINUX_FMODE_BACKING);

    return read_place(where, file + (backing ? where->backing_user_path : where->file_path),
                      place);
}

/* At the root of what is mounted: goes on to where it is; false if that is nowhere. */
static bool leave_mount(const struct control_mappings *where, struct place *place)
{
    uint64_t parent;

    if (!read_pointer(place->mount + where->mount_parent, &parent) || parent == place->mount
        || !read_pointer(place->mount + where->mount_mountpoint, &place->entry)) {
        return false;
    }
    place->mount = parent;
    return true;
}

/* Writes a name and a slash before what is there. */
static bool prepend(const struct control_mappings *where, uint64_t entry, const char *path,
                    char **begin)
{
    char name[NAME_BYTES];
    uint64_t pointer;
    size_t length;

    if (!read_pointer(entry + where->dentry_name, &pointer)
        || !guest_memory_read_string(pointer, name, sizeof(name))) {
        return false;
    }
    length = strlen(name);
    if (length == 0 || (size_t)(*begin - path) < length + 1) {
        return false;
    }
    *begin -= length;
    memcpy(*begin, name, length);
    *--*begin = '/';
    return true;
}

/* What was never in a directory is its own parent, and no root of what is mounted. */
static enum file_path read_bare(const struct control_mappings *where, uint64_t entry, char *path,
                                char *begin)
{
    if (!prepend(where, entry, path, &begin)) {
        return FILE_PATH_UNKNOWN;
    }
    memmove(path, begin + 1, strlen(begin));
    return FILE_PATH_BARE;
}

enum file_path file_path_read(const struct control_mappings *where, uint64_t file, char *path,
                              size_t size)
{
    char *begin = path + size - 1;
    struct place place;
    uint64_t root;
    uint64_t parent;

    if (!find_place(where, file, &place)) {
        return FILE_PATH_UNKNOWN;
    }
    *begin = '\0';
    for (unsigned step = 0; step < STEPS_MAX; step++) {
        if (!read_pointer(place.mount + where->mount_mnt + where->vfsmount_root, &root)
            || !read_pointer(place.entry + where->dentry_parent, &parent)) {
            return FILE_PATH_UNKNOWN;
        }
        if (place.entry == root) {
            if (leave_mount(where, &place)) {
                continue;
            }
            memmove(path, begin, strlen(begin) + 1);
            return path[0] == '/' ? FILE_PATH_WHOLE : FILE_PATH_UNKNOWN;
        }
        if (parent == place.entry && step == 0) {
            return read_bare(where, place.entry, path, begin);
        }
        if (parent == place.entry || !prepend(where, place.entry, path, &begin)) {
            return FILE_PATH_UNKNOWN;
        }
        place.entry = parent;
    }
    return FILE_PATH_UNKNOWN;
}

bool file_is_of_host(const struct control_mappings *where, uint64_t file)
{
    uint64_t inode;
    uint64_t super;
    uint64_t magic;

    return read_pointer(file + where->file_inode, &inode)
           && read_pointer(inode + where->inode_super, &super)
           && guest_memory_read(super + where->super_magic, &magic, sizeof(magic))
           && magic == LINUX_V9FS_MAGIC;
}
