/*
 * The mapping table: a mapped file that tells what lay where in the memory of the guest's programs,
 * see docs/wire-formats.md.
 *
 * Copyright (C) the memtracer authors
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef MEMTRACER_MAPPING_TABLE_H
#define MEMTRACER_MAPPING_TABLE_H

#include <glib.h>
#include <stddef.h>
#include <stdint.h>

#define MAPPING_TABLE_MAGIC "MTMAPS01"
#define MAPPING_TABLE_VERSION 2
#define MAPPING_TABLE_ROWS 16384
#define MAPPING_TABLE_TEXT_BYTES 1048576

/* Of these no more for data: what a program does with its data leaves room for its code. */
#define MAPPING_TABLE_DATA_ROWS 12288
#define MAPPING_TABLE_DATA_TEXT_BYTES 786432

/** What a row says besides: what kind it is, and */
#define MAPPING_IS_OF_HOST UINT32_C(1) /* its file is one of the host's, as it is there */
#define MAPPING_IS_CODE UINT32_C(2)    /* it may be executed */
#define MAPPING_KIND_SHIFT 4

/** enum mapping_kind - what memory it is */
enum mapping_kind {
    MAPPING_FILE,      /* of the file whose path is there; an empty one: of which isn't known */
    MAPPING_ANONYMOUS, /* of none */
    MAPPING_HEAP,      /* of none, what a program asks for by brk */
    MAPPING_STACK,     /* of none, grows down: that of a process' first thread */
    MAPPING_SPECIAL,   /* the kernel's own; instead of a path, what it calls it */
    MAPPING_UNLINKED,  /* of a file that was never in a directory; instead of a path, its name */
    MAPPING_THREAD,    /* besides: a thread's stack; instead of a path, NAME/TID, or "": no more */
};

/**
 * struct mapping_row - what lay in a program's memory, at some time
 *
 * What is the same, as far as a row can say, and lies side by side is one row: a row grows, but not
 * to where something else of the program came after it. So of two rows of a program that overlap,
 * what the first says came there before what the second says, the first time that either did.
 */
struct mapping_row {
    uint64_t start;
    uint64_t end;
    uint64_t file_offset; /* of its first byte */
    uint32_t flags;
    uint32_t path_offset; /* among the texts */
    uint32_t path_length; /* 0: no file, or one whose name can't be read */
    uint32_t program_offset; /* what is executed there, and in which layout: see tasks_map() */
    uint32_t program_length; /* 0: not known */
    uint8_t reserved[4];
};

/** struct mapping_table - the mapped file: a header, the rows, the texts */
struct mapping_table {
    char magic[8];
    uint32_t version;
    uint32_t capacity; /* rows that may come to be used */
    uint32_t used;     /* rows that are */
    uint32_t refused;  /* rows that would have been, or might, of code */
    uint32_t text_bytes;
    uint32_t refused_data; /* and of data alone */
    uint8_t reserved[32];
    struct mapping_row rows[];
};

_Static_assert(sizeof(struct mapping_row) == 48, "mapping table");
_Static_assert(offsetof(struct mapping_table, rows) == 64, "mapping table");

/**
 * mapping_table_create() - make the file and map it
 * @path: a file that doesn't exist yet
 * @error: why not
 */
struct mapping_table *mapping_table_create(const char *path, GError **error);

/**
 * mapping_table_add() - tell of a mapping; one thread at a time
 * @table: the table
 * @row: the row, but for its texts
 * @path: what the file is called, or ""
 * @program: what is executed there, or ""
 */
void mapping_table_add(struct mapping_table *table, const struct mapping_row *row,
                       const char *path, const char *program);

/** mapping_table_refuse() - count a row that can't be told; one thread at a time */
void mapping_table_refuse(struct mapping_table *table);

#endif
