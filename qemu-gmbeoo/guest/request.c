/*
 * What the host asks for in a RUN frame.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <stdlib.h>
#include <string.h>

#include "frames.h"
#include "request.h"

/* The numbers at the start of the payload, each a u32. */
enum {
    FLAGS,
    UID,
    GID,
    UMASK,
    ROWS,
    COLUMNS,
    SECONDS_LOW,
    SECONDS_HIGH,
    NANOSECONDS,
    GROUPS,
    SHARES,
    ENVIRONMENT,
    ARGUMENTS,
    NUMBERS,
};

/* Strings beside the lists: program, directory, hostname. */
enum {
    SINGLES = 3,
};

typedef struct Cursor {
    char *at;
    char *end;
} Cursor;

static uint32_t number(const uint8_t *payload, int which)
{
    return frame_get_u32(payload + which * sizeof(uint32_t));
}

/* The payload ends with a NUL, so that every string that begins ends. */
static char *next_string(Cursor *cursor)
{
    char *string = cursor->at;

    if (string == cursor->end) {
        return NULL;
    }
    cursor->at += strlen(string) + 1;
    return string;
}

static char **next_list(Cursor *cursor, size_t count)
{
    char **list = calloc(count + 1, sizeof(*list));

    for (size_t i = 0; list && i < count; i++) {
        list[i] = next_string(cursor);
    }
    return list;
}

static void parse_numbers(Request *request, const uint8_t *payload)
{
    uint64_t seconds = number(payload, SECONDS_LOW) |
                       (uint64_t)number(payload, SECONDS_HIGH) << 32;

    request->flags = number(payload, FLAGS);
    request->uid = number(payload, UID);
    request->gid = number(payload, GID);
    request->umask = number(payload, UMASK) & 0777;
    request->rows = number(payload, ROWS);
    request->columns = number(payload, COLUMNS);
    request->clock.tv_sec = seconds;
    request->clock.tv_nsec = number(payload, NANOSECONDS);
    request->group_count = number(payload, GROUPS);
    request->share_count = number(payload, SHARES);
}

static bool parse_groups(Request *request, const uint8_t *bytes)
{
    request->groups = calloc(request->group_count + 1, sizeof(gid_t));
    for (size_t i = 0; request->groups && i < request->group_count; i++) {
        request->groups[i] = frame_get_u32(bytes + i * sizeof(uint32_t));
    }
    return request->groups;
}

static bool parse_strings(Request *request, const uint8_t *payload,
                          const uint8_t *bytes, size_t size)
{
    Cursor cursor;

    request->strings = malloc(size);
    if (!request->strings) {
        return false;
    }
    memcpy(request->strings, bytes, size);
    cursor = (Cursor) { request->strings, request->strings + size };
    request->program = next_string(&cursor);
    request->directory = next_string(&cursor);
    request->hostname = next_string(&cursor);
    request->shares = next_list(&cursor, request->share_count);
    request->environment = next_list(&cursor, number(payload, ENVIRONMENT));
    request->argv = next_list(&cursor, number(payload, ARGUMENTS));
    return request->shares && request->environment && request->argv &&
           cursor.at == cursor.end;
}

bool request_parse(Request *request, const uint8_t *payload, size_t length)
{
    const size_t head = NUMBERS * sizeof(uint32_t);
    uint64_t strings;
    uint64_t groups;

    memset(request, 0, sizeof(*request));
    if (length <= head || payload[length - 1] != '\0') {
        return false;
    }
    groups = number(payload, GROUPS) * (uint64_t)sizeof(uint32_t);
    strings = (uint64_t)number(payload, SHARES) +
              number(payload, ENVIRONMENT) + number(payload, ARGUMENTS) +
              SINGLES;
    /* Each string is at least its NUL: this bounds what is allocated. */
    if (number(payload, ARGUMENTS) == 0 || groups > length - head ||
        strings > length - head - groups) {
        return false;
    }
    for (size_t i = head + groups; i < length; i++) {
        strings -= payload[i] == '\0' && strings > 0;
    }
    if (strings > 0) {
        return false;
    }
    parse_numbers(request, payload);
    return (request->flags & ~REQUEST_ALL) == 0 &&
           parse_groups(request, payload + head) &&
           parse_strings(request, payload, payload + head + groups,
                         length - head - groups);
}

void request_free(Request *request)
{
    free(request->groups);
    free(request->shares);
    free(request->environment);
    free(request->argv);
    free(request->strings);
    memset(request, 0, sizeof(*request));
}
