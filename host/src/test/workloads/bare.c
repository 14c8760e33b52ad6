/*
 * A program without a C library, as Go's are: a start of its own, system calls of its own, room
 * reserved at a fixed address and opened in pieces, a thread by clone() that is waited for with
 * futex(), a handler of signals on a stack of its own.
 *
 * Prints its arguments and what it computed, and ends with status 6.
 */

#include <asm/unistd.h>
#include <stddef.h>
#include <stdint.h>

enum {
    CLONE_THREAD_FLAGS = 0x00250f00, /* VM FS FILES SIGHAND THREAD SYSVSEM CHILD_CLEARTID */
    PROT_READ_WRITE = 3,
    MAP_PRIVATE_ANONYMOUS_FIXED = 0x32,
    SIGURG = 23,
    SA_RESTORER_ONSTACK_SIGINFO = 0x0c000004,
    FUTEX_WAIT = 0,
    COUNT = 100000,
};

#define ARENA ((char *)0xc000000000)
#define ARENA_BYTES (64ul << 20)
#define OPEN_BYTES (4ul << 20)

struct action {
    void (*handler)(int number);
    unsigned long flags;
    void (*restorer)(void);
    uint64_t mask;
};

struct stack {
    void *start;
    int flags;
    size_t bytes;
};

static volatile int tid_of_thread;
static volatile int signals;
static volatile uint64_t sum;

long call(long number, long a, long b, long c, long d, long e, long f);
long start_thread(long flags, void *stack, volatile int *cleared);
void restore(void);

__asm__(
    ".globl _start\n"
    "_start: xor %ebp, %ebp; mov %rsp, %rdi; and $-16, %rsp; call begin\n"
    "call: mov %rdi, %rax; mov %rsi, %rdi; mov %rdx, %rsi; mov %rcx, %rdx; mov %r8, %r10\n"
    "mov %r9, %r8; mov 8(%rsp), %r9; syscall; ret\n"
    "start_thread: mov $56, %eax; mov %rdx, %r10; xor %edx, %edx; xor %r8d, %r8d; syscall\n"
    "test %rax, %rax; jz 1f; ret\n"
    "1: xor %ebp, %ebp; call work; xor %edi, %edi; mov $60, %eax; syscall\n"
    "restore: mov $15, %eax; syscall\n");

static void print(const char *text)
{
    size_t length = 0;

    while (text[length]) {
        length++;
    }
    call(__NR_write, 1, (long)text, length, 0, 0, 0);
}

static void print_number(uint64_t number)
{
    char text[24];
    char *first = text + sizeof(text) - 1;

    *first = '\0';
    do {
        *--first = '0' + number % 10;
        number /= 10;
    } while (number);
    print(first);
    print("\n");
}

static void on_signal(int number)
{
    signals += number == SIGURG;
}

/* In the thread: the cells of the arena's second page and on. */
__attribute__((used)) static void work(void)
{
    volatile uint32_t *cells = (uint32_t *)(ARENA + 4096);

    for (uint32_t i = 0; i < COUNT; i++) {
        cells[i] = i;
    }
    for (uint32_t i = 0; i < COUNT; i++) {
        sum += cells[i];
    }
}

static void wait_for_thread(void)
{
    int tid;

    while ((tid = tid_of_thread) != 0) {
        call(__NR_futex, (long)&tid_of_thread, FUTEX_WAIT, tid, 0, 0, 0);
    }
}

static void interrupt_itself(void)
{
    struct stack stack = { ARENA + OPEN_BYTES - 65536, 0, 65536 };
    struct action action = { on_signal, SA_RESTORER_ONSTACK_SIGINFO, restore, 0 };
    long pid = call(__NR_getpid, 0, 0, 0, 0, 0, 0);
    long tid = call(__NR_gettid, 0, 0, 0, 0, 0, 0);

    call(__NR_sigaltstack, (long)&stack, 0, 0, 0, 0, 0);
    call(__NR_rt_sigaction, SIGURG, (long)&action, 0, 8, 0, 0);
    call(__NR_tgkill, pid, tid, SIGURG, 0, 0, 0);
}

__attribute__((used, noreturn)) static void begin(long *stack)
{
    long arena = call(__NR_mmap, (long)ARENA, ARENA_BYTES, 0, MAP_PRIVATE_ANONYMOUS_FIXED, -1, 0);

    for (long i = 1; i < stack[0]; i++) {
        print(((char **)stack)[1 + i]);
        print("\n");
    }
    call(__NR_mprotect, arena, OPEN_BYTES, PROT_READ_WRITE, 0, 0, 0);
    interrupt_itself();
    tid_of_thread = 1;
    if (start_thread(CLONE_THREAD_FLAGS, ARENA + OPEN_BYTES / 2, &tid_of_thread) < 0) {
        print("no thread\n");
        tid_of_thread = 0;
    }
    wait_for_thread();
    print_number(sum);
    print_number(signals);
    for (;;) {
        call(__NR_exit_group, 6, 0, 0, 0, 0, 0);
    }
}
