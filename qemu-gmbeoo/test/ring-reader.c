/*
 * The consuming side of a ring.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "ring-reader.h"

#include "record.h"
#include "site-record.h"

#include <fcntl.h>
#include <limits.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

unsigned ring_read(struct ring *ring, GByteArray *bytes, unsigned limit)
{
    uint64_t *head_position = ring_position(ring, RING_HEAD_OFFSET);
    const uint64_t head = *head_position;
    const size_t head_index = head & (ring->capacity - 1);
    const size_t contiguous = ring->capacity - head_index;
    size_t done = 0;
    unsigned messages = 0;

    while (done < contiguous && messages < limit) {
        const uint8_t *message = ring->buffer + head_index + done;
        const int32_t length = __atomic_load_n((const int32_t *)message, __ATOMIC_ACQUIRE);
        const int32_t type = ((const int32_t *)message)[1];

        if (length <= 0) {
            break;
        }
        g_assert_cmpint(length % 8, ==, 0);
        g_assert_cmpuint(done + (size_t)length, <=, contiguous);
        done += (size_t)length;
        if (type == RING_TYPE_PADDING) {
            continue;
        }
        g_assert_cmpint(type, ==, RING_TYPE_SITE_RECORDS);
        g_byte_array_append(bytes, message + RING_HEADER_BYTES,
                            (guint)length - RING_HEADER_BYTES);
        messages++;
    }
    __atomic_store_n(head_position, head + done, __ATOMIC_RELEASE);
    return messages;
}

static void *map(const char *path, size_t bytes, int *fd)
{
    void *result;

    *fd = open(path, O_RDWR);
    g_assert_cmpint(*fd, >=, 0);
    g_assert_cmpint((int)lseek(*fd, 0, SEEK_END), ==, (int)bytes);
    result = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, *fd, 0);
    g_assert_true(result != MAP_FAILED);
    return result;
}

void ring_reader_lock(struct ring_reader *reader, const char *prefix)
{
    /* As Java's FileChannel.lock(), but owned by the open file and not by the process. */
    struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };
    g_autofree char *path = g_strconcat(prefix, ".sites", NULL);

    *reader = (struct ring_reader){ .prefix = g_strdup(prefix) };
    reader->table = map(path, sizeof(struct site_table), &reader->lock);
    g_assert_cmpint(fcntl(reader->lock, F_OFD_SETLK, &lock), ==, 0);
}

void ring_reader_attach(struct ring_reader *reader, unsigned vcpu, size_t capacity)
{
    g_autofree char *path = g_strdup_printf("%s.%u", reader->prefix, vcpu);
    int fd;

    reader->vcpu = vcpu;
    reader->ring.capacity = capacity;
    reader->ring.buffer = map(path, capacity + RING_TRAILER_BYTES, &fd);
    close(fd);
}

void ring_reader_unlock(struct ring_reader *reader)
{
    struct flock lock = { .l_type = F_UNLCK, .l_whence = SEEK_SET };

    if (reader->lock >= 0) {
        fcntl(reader->lock, F_OFD_SETLK, &lock); /* the mapping would keep the file open */
        close(reader->lock);
        reader->lock = -1;
    }
}

void ring_reader_close(struct ring_reader *reader)
{
    g_autofree char *table = g_strconcat(reader->prefix, ".sites", NULL);
    g_autofree char *ring = g_strdup_printf("%s.%u", reader->prefix, reader->vcpu);

    ring_reader_unlock(reader);
    unlink(table);
    munmap((void *)reader->table, sizeof(struct site_table));
    if (reader->ring.buffer != NULL) {
        unlink(ring);
        munmap(reader->ring.buffer, reader->ring.capacity + RING_TRAILER_BYTES);
    }
    g_clear_pointer(&reader->pages, g_array_unref);
    g_free(reader->prefix);
}

GArray *ring_reader_records(struct ring_reader *reader)
{
    g_autoptr(GByteArray) bytes = g_byte_array_new();
    GArray *records = g_array_new(FALSE, FALSE, sizeof(struct trace_record));
    const uint64_t *words;
    size_t count;
    uint64_t head;

    do { /* a read that found padding only has not seen what follows it */
        head = *ring_position(&reader->ring, RING_HEAD_OFFSET);
        ring_read(&reader->ring, bytes, UINT_MAX);
    } while (head != *ring_position(&reader->ring, RING_HEAD_OFFSET));
    words = (const uint64_t *)bytes->data;
    count = bytes->len / sizeof(*words);
    for (size_t i = 0; i < count; i++) {
        const uint32_t site = words[i] & 0xffff;
        struct trace_record record;

        if (site == SITE_RECORD_ESCAPE && (words[i] & SITE_RECORD_GAP) != 0) {
            reader->missing += words[i] << 2 >> 18;
            continue;
        }
        if (words[i] == site_record_about(0, SITE_RECORD_PAGE)) {
            const struct ring_page page = { words[i + 1], words[i + 2], records->len };

            if (reader->pages == NULL) {
                reader->pages = g_array_new(FALSE, FALSE, sizeof(page));
            }
            g_array_append_val(reader->pages, page);
            i += 2;
            continue;
        }
        if (site == SITE_RECORD_ESCAPE) {
            g_assert_cmpuint(i + 2, <, count);
            record = (struct trace_record){ words[i + 1], words[i + 2] };
            i += 2;
        } else {
            g_assert_cmpuint(site, <, __atomic_load_n(&reader->table->used, __ATOMIC_ACQUIRE));
            record.word0 = reader->table->word0[site] | record_vcpu_bits(reader->vcpu);
            record.vaddr = (uint64_t)((int64_t)words[i] >> 16);
        }
        g_array_append_val(records, record);
    }
    return records;
}
