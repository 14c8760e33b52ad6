/*
 * The kernel's description of its own types, BTF.
 *
 * Copyright (C) 2026 The memtracer authors
 *
 * License: GNU GPL, version 2 or later.
 *   See the LICENSE file in the parent directory.
 */

#include <stdlib.h>
#include <string.h>

#include "btf.h"

enum {
    BTF_MAGIC = 0xeb9f,
    BTF_HEADER_BYTES = 24,
    BTF_TYPE_BYTES = 12,
    BTF_MEMBER_BYTES = 12,

    /* A structure in a structure in a structure: more is no kernel's. */
    BTF_DEPTH_MAX = 8,
};

enum {
    BTF_KIND_INT = 1,
    BTF_KIND_ARRAY = 3,
    BTF_KIND_STRUCT = 4,
    BTF_KIND_UNION = 5,
    BTF_KIND_ENUM = 6,
    BTF_KIND_FUNC_PROTO = 13,
    BTF_KIND_VAR = 14,
    BTF_KIND_DATASEC = 15,
    BTF_KIND_DECL_TAG = 17,
    BTF_KIND_ENUM64 = 19,
    BTF_KIND_MAX = BTF_KIND_ENUM64,
};

static uint32_t get_u32(const uint8_t *bytes)
{
    uint32_t value;

    memcpy(&value, bytes, sizeof(value));
    return value;
}

static unsigned kind_of(uint32_t info)
{
    return info >> 24 & 0x1f;
}

static unsigned count_of(uint32_t info)
{
    return info & 0xffff;
}

/* What follows a type's record. */
static size_t tail_bytes(uint32_t info)
{
    switch (kind_of(info)) {
    case BTF_KIND_INT:
    case BTF_KIND_VAR:
    case BTF_KIND_DECL_TAG:
        return 4;
    case BTF_KIND_ARRAY:
        return 12;
    case BTF_KIND_STRUCT:
    case BTF_KIND_UNION:
    case BTF_KIND_DATASEC:
    case BTF_KIND_ENUM64:
        return (size_t)12 * count_of(info);
    case BTF_KIND_ENUM:
    case BTF_KIND_FUNC_PROTO:
        return (size_t)8 * count_of(info);
    default:
        return 0;
    }
}

static bool add_type(Btf *btf, uint32_t offset)
{
    if ((btf->count & (btf->count - 1)) == 0) {
        uint32_t room = btf->count == 0 ? 1 : 2 * btf->count;
        uint32_t *grown = realloc(btf->types, room * sizeof(*grown));

        if (!grown) {
            return false;
        }
        btf->types = grown;
    }
    btf->types[btf->count++] = offset;
    return true;
}

static bool index_types(Btf *btf, size_t from, size_t end)
{
    if (!add_type(btf, 0)) {
        return false;
    }
    while (end - from >= BTF_TYPE_BYTES) {
        uint32_t info = get_u32(btf->bytes + from + 4);
        size_t length = BTF_TYPE_BYTES + tail_bytes(info);

        if (kind_of(info) > BTF_KIND_MAX || length > end - from ||
            !add_type(btf, from)) {
            return false;
        }
        from += length;
    }
    return true;
}

bool btf_parse(Btf *btf, uint8_t *bytes, size_t size)
{
    uint64_t header;
    uint64_t types;
    uint64_t strings;
    uint64_t types_end;

    memset(btf, 0, sizeof(*btf));
    btf->bytes = bytes;
    btf->size = size;
    if (size < BTF_HEADER_BYTES ||
        (get_u32(bytes) & 0xffff) != BTF_MAGIC) {
        btf_free(btf);
        return false;
    }
    header = get_u32(bytes + 4);
    types = header + get_u32(bytes + 8);
    types_end = types + get_u32(bytes + 12);
    strings = header + get_u32(bytes + 16);
    btf->string_bytes = get_u32(bytes + 20);
    if (types_end > size || btf->string_bytes == 0 ||
        strings + btf->string_bytes > size ||
        bytes[strings + btf->string_bytes - 1] != '\0' ||
        !index_types(btf, types, types_end)) {
        btf_free(btf);
        return false;
    }
    btf->strings = (const char *)bytes + strings;
    return true;
}

void btf_free(Btf *btf)
{
    free(btf->bytes);
    free(btf->types);
    memset(btf, 0, sizeof(*btf));
}

static bool is_called(const Btf *btf, uint32_t name, const char *wanted)
{
    return name < btf->string_bytes && !strcmp(btf->strings + name, wanted);
}

static const uint8_t *type_at(const Btf *btf, uint32_t number)
{
    return number == 0 || number >= btf->count
               ? NULL : btf->bytes + btf->types[number];
}

static const uint8_t *find(const Btf *btf, unsigned kind, const char *name)
{
    for (uint32_t i = 1; i < btf->count; i++) {
        const uint8_t *type = type_at(btf, i);

        if (kind_of(get_u32(type + 4)) == kind &&
            is_called(btf, get_u32(type), name)) {
            return type;
        }
    }
    return NULL;
}

/* A field may be in a structure without a name. */
static long field_in(const Btf *btf, const uint8_t *type, const char *field,
                     int depth)
{
    uint32_t info = get_u32(type + 4);
    bool has_bitfields = info >> 31;

    if ((kind_of(info) != BTF_KIND_STRUCT && kind_of(info) != BTF_KIND_UNION) ||
        depth == 0) {
        return -1;
    }
    for (unsigned i = 0; i < count_of(info); i++) {
        const uint8_t *member = type + BTF_TYPE_BYTES + BTF_MEMBER_BYTES * i;
        uint32_t name = get_u32(member);
        uint32_t bits = get_u32(member + 8) & (has_bitfields ? 0xffffff : ~0u);
        const uint8_t *inner = type_at(btf, get_u32(member + 4));
        long offset;

        if (is_called(btf, name, field)) {
            return bits / 8;
        }
        offset = name == 0 && inner ? field_in(btf, inner, field, depth - 1)
                                    : -1;
        if (offset >= 0) {
            return bits / 8 + offset;
        }
    }
    return -1;
}

long btf_field(const Btf *btf, const char *structure, const char *field)
{
    const uint8_t *type = find(btf, BTF_KIND_STRUCT, structure);

    return type ? field_in(btf, type, field, BTF_DEPTH_MAX) : -1;
}

long btf_variable(const Btf *btf, const char *section, const char *variable)
{
    const uint8_t *type = find(btf, BTF_KIND_DATASEC, section);

    for (unsigned i = 0; type && i < count_of(get_u32(type + 4)); i++) {
        const uint8_t *entry = type + BTF_TYPE_BYTES + 12 * i;
        const uint8_t *var = type_at(btf, get_u32(entry));

        if (var && is_called(btf, get_u32(var), variable)) {
            return get_u32(entry + 4);
        }
    }
    return -1;
}
