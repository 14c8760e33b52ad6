/*
 * Tests of telling instructions apart.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "tests.h"

#include "insn.h"

struct example {
    const char *name;
    enum insn_kind kind;
    size_t length;
    uint8_t bytes[INSN_BYTES_MAX];
};

/* As GNU as encodes them. */
static const struct example examples[] = {
    { "addl $1,(%rax)", INSN_ORDINARY, 3, { 0x83, 0x00, 0x01 } },
    { "negl (%rax)", INSN_ORDINARY, 2, { 0xf7, 0x18 } },
    { "lock negl (%rax)", INSN_LOCKED_NEG, 3, { 0xf0, 0xf7, 0x18 } },
    { "lock negb (%rax)", INSN_LOCKED_NEG, 3, { 0xf0, 0xf6, 0x18 } },
    { "lock negq 8(%r9)", INSN_LOCKED_NEG, 5, { 0xf0, 0x49, 0xf7, 0x59, 0x08 } },
    { "lock negw %gs:(%rax)", INSN_LOCKED_NEG, 5, { 0x65, 0x66, 0xf0, 0xf7, 0x18 } },
    { "lock notl (%rax)", INSN_ORDINARY, 3, { 0xf0, 0xf7, 0x10 } },
    { "lock btsl $3,(%rax)", INSN_ORDINARY, 5, { 0xf0, 0x0f, 0xba, 0x28, 0x03 } },
    { "lock xaddl %ebx,(%rax)", INSN_ORDINARY, 4, { 0xf0, 0x0f, 0xc1, 0x18 } },
    { "iretq", INSN_READS_SYSTEM_TABLES, 2, { 0x48, 0xcf } },
    { "lretq", INSN_READS_SYSTEM_TABLES, 2, { 0x48, 0xcb } },
    { "lret $8", INSN_READS_SYSTEM_TABLES, 3, { 0xca, 0x08, 0x00 } },
    { "ret", INSN_ORDINARY, 1, { 0xc3 } },
    { "lcall *(%rax)", INSN_READS_SYSTEM_TABLES, 2, { 0xff, 0x18 } },
    { "ljmp *(%rax)", INSN_READS_SYSTEM_TABLES, 2, { 0xff, 0x28 } },
    { "call *(%rax)", INSN_ORDINARY, 2, { 0xff, 0x10 } },
    { "jmp *(%rax)", INSN_ORDINARY, 2, { 0xff, 0x20 } },
    { "push (%rax)", INSN_ORDINARY, 2, { 0xff, 0x30 } },
    { "mov %eax,%ds", INSN_READS_SYSTEM_TABLES, 2, { 0x8e, 0xd8 } },
    { "mov (%rax),%fs", INSN_READS_SYSTEM_TABLES, 2, { 0x8e, 0x20 } },
    { "mov %ds,(%rax)", INSN_ORDINARY, 2, { 0x8c, 0x18 } },
    { "pop %fs", INSN_READS_SYSTEM_TABLES, 2, { 0x0f, 0xa1 } },
    { "pop %gs", INSN_READS_SYSTEM_TABLES, 2, { 0x0f, 0xa9 } },
    { "push %fs", INSN_ORDINARY, 2, { 0x0f, 0xa0 } },
    { "pop %ds", INSN_READS_SYSTEM_TABLES, 1, { 0x1f } },
    { "lfs (%rax),%ebx", INSN_READS_SYSTEM_TABLES, 3, { 0x0f, 0xb4, 0x18 } },
    { "lar %ax,%ebx", INSN_READS_SYSTEM_TABLES, 3, { 0x0f, 0x02, 0xd8 } },
    { "lsl %ax,%ebx", INSN_READS_SYSTEM_TABLES, 3, { 0x0f, 0x03, 0xd8 } },
    { "verr %ax", INSN_READS_SYSTEM_TABLES, 3, { 0x0f, 0x00, 0xe0 } },
    { "verw (%rax)", INSN_READS_SYSTEM_TABLES, 3, { 0x0f, 0x00, 0x28 } },
    { "str (%rax)", INSN_ORDINARY, 3, { 0x0f, 0x00, 0x08 } },
    { "in (%dx),%al", INSN_READS_SYSTEM_TABLES, 1, { 0xec } },
    { "rep outsb", INSN_READS_SYSTEM_TABLES, 2, { 0xf3, 0x6e } },
    { "movzbl 8(%rax),%ecx", INSN_ORDINARY, 4, { 0x0f, 0xb6, 0x48, 0x08 } },
    { "vmovdqu (%rax),%ymm0", INSN_ORDINARY, 4, { 0xc5, 0xfe, 0x6f, 0x00 } },
    { "pshufb (%rax),%xmm1", INSN_ORDINARY, 5, { 0x66, 0x0f, 0x38, 0x00, 0x08 } },
    { "a prefix alone", INSN_ORDINARY, 1, { 0xf0 } },
    { "half an instruction", INSN_ORDINARY, 1, { 0x0f } },
    { "half a lock neg", INSN_ORDINARY, 2, { 0xf0, 0xf7 } },
    { "nothing", INSN_ORDINARY, 0, { 0 } },
};

static void tells_them_apart(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(examples); i++) {
        const struct example *example = &examples[i];

        if (insn_kind_of(example->bytes, example->length) != example->kind) {
            g_error("%s is taken for something else", example->name);
        }
    }
}

struct store_example {
    const char *name;
    uint64_t target; /* 0: it is none */
    size_t length;
    uint8_t bytes[INSN_BYTES_MAX];
};

static const struct store_example store_examples[] = {
    { "mov %rbx,%gs:0x1fb80", 0x1fb80, 9,
      { 0x65, 0x48, 0x89, 0x1c, 0x25, 0x80, 0xfb, 0x01, 0x00 } },
    { "mov %r9,%gs:-0x10", UINT64_MAX - 15, 9,
      { 0x65, 0x4c, 0x89, 0x0c, 0x25, 0xf0, 0xff, 0xff, 0xff } },
    { "mov %rsi,%gs:0x10(%rip)", 0x1018, 8, { 0x65, 0x48, 0x89, 0x35, 0x10, 0x00, 0x00, 0x00 } },
    { "mov %rsi,%gs:-0x1010(%rip)", UINT64_MAX - 7, 8,
      { 0x65, 0x48, 0x89, 0x35, 0xf0, 0xef, 0xff, 0xff } },
    { "mov %ebx,%gs:0x1fb80", 0, 8, { 0x65, 0x89, 0x1c, 0x25, 0x80, 0xfb, 0x01, 0x00 } },
    { "mov %gs:0x1fb80,%rbx", 0, 9, { 0x65, 0x48, 0x8b, 0x1c, 0x25, 0x80, 0xfb, 0x01, 0x00 } },
    { "mov %rbx,%fs:0x1fb80", 0, 9, { 0x64, 0x48, 0x89, 0x1c, 0x25, 0x80, 0xfb, 0x01, 0x00 } },
    { "mov %rbx,0x1fb80", 0, 8, { 0x48, 0x89, 0x1c, 0x25, 0x80, 0xfb, 0x01, 0x00 } },
    { "mov %rbx,%gs:0x1fb80(%rax)", 0, 8, { 0x65, 0x48, 0x89, 0x98, 0x80, 0xfb, 0x01, 0x00 } },
    { "mov %rbx,%gs:0x1fb80(,%rax,8)", 0, 9,
      { 0x65, 0x48, 0x89, 0x1c, 0xc5, 0x80, 0xfb, 0x01, 0x00 } },
    { "mov %rbx,%gs:(%rax)", 0, 4, { 0x65, 0x48, 0x89, 0x18 } },
    { "half of one", 0, 4, { 0x65, 0x48, 0x89, 0x1c } },
    { "nothing", 0, 0, { 0 } },
};

/* At 0x1000; as GNU as encodes them. */
static void finds_stores_relative_to_gs(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(store_examples); i++) {
        const struct store_example *example = &store_examples[i];
        uint64_t target = 0;
        const bool is_one =
            insn_stores_to_gs(example->bytes, example->length, 0x1000, &target);

        if (is_one != (example->target != 0) || (is_one && target != example->target)) {
            g_error("%s is taken for something else", example->name);
        }
    }
}

struct change_example {
    const char *name;
    bool changes;
    size_t length;
    uint8_t bytes[INSN_BYTES_MAX];
};

static const struct change_example change_examples[] = {
    { "mov %rax,%cr3", true, 3, { 0x0f, 0x22, 0xd8 } },
    { "mov %r8,%cr4", true, 4, { 0x41, 0x0f, 0x22, 0xe0 } },
    { "mov %cr3,%rax", false, 3, { 0x0f, 0x20, 0xd8 } },
    { "invlpg (%rax)", true, 3, { 0x0f, 0x01, 0x38 } },
    { "invlpg 0x10(%rsp)", true, 5, { 0x0f, 0x01, 0x7c, 0x24, 0x10 } },
    { "invpcid (%rsp),%rax", true, 6, { 0x66, 0x0f, 0x38, 0x82, 0x04, 0x24 } },
    { "rsm", true, 2, { 0x0f, 0xaa } },
    { "vmrun", true, 3, { 0x0f, 0x01, 0xd8 } },
    { "invlpga", true, 3, { 0x0f, 0x01, 0xdf } },
    { "swapgs", false, 3, { 0x0f, 0x01, 0xf8 } },
    { "clac", false, 3, { 0x0f, 0x01, 0xca } },
    { "lidt (%rax)", false, 3, { 0x0f, 0x01, 0x18 } },
    { "pshufb (%rax),%xmm1", false, 5, { 0x66, 0x0f, 0x38, 0x00, 0x08 } },
    { "mov %edx,0x22(%rdi)", false, 3, { 0x89, 0x57, 0x22 } },
    { "half of one", false, 2, { 0x0f, 0x01 } },
    { "nothing", false, 0, { 0 } },
};

static void finds_changes_of_translations(void)
{
    for (size_t i = 0; i < G_N_ELEMENTS(change_examples); i++) {
        const struct change_example *example = &change_examples[i];

        if (insn_changes_translations(example->bytes, example->length) != example->changes) {
            g_error("%s is taken for something else", example->name);
        }
    }
}

void insn_tests(void)
{
    g_test_add_func("/insn/finds-changes-of-translations", finds_changes_of_translations);
    g_test_add_func("/insn/finds-stores-relative-to-gs", finds_stores_relative_to_gs);
    g_test_add_func("/insn/tells-them-apart", tells_them_apart);
}
