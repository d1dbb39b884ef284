// Makes writes below the data directory fail at random: loaded into the server with LD_PRELOAD.
//
// FAULT_CONTROL names a file of shared memory that the test writes and reads (`shim.rs`); ONESIGN_DATA_DIR names the
// directory. The jailed worker has no ONESIGN_DATA_DIR to write to and is left alone.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/uio.h>
#include <unistd.h>

struct control {
    _Atomic uint32_t per_million; // how many calls of a million fail
    _Atomic uint32_t kind;        // 0: any error, else this errno; 1000: short writes only
    _Atomic uint64_t random;      // state of the generator
    _Atomic uint64_t calls;       // calls on files below the directory
    _Atomic uint64_t faults;      // those that were made to fail or fall short
};

static struct control *control;
static char dir[4096];
static size_t length;

__attribute__((constructor)) static void start(void) {
    const char *name = getenv("FAULT_CONTROL"), *data = getenv("ONESIGN_DATA_DIR");
    if (!name || !data || strlen(data) >= sizeof dir) return;
    // A directory that is yet to be made has no other name than the one given.
    if (!realpath(data, dir)) strcpy(dir, data);
    int fd = open(name, O_RDWR | O_CLOEXEC);
    if (fd < 0) return;
    void *at = mmap(NULL, sizeof *control, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    close(fd);
    if (at == MAP_FAILED) return;
    length = strlen(dir);
    control = at;
}

static int below(const char *path) {
    return strncmp(path, dir, length) == 0 && path[length] == '/';
}

static int is_ours(int fd) {
    char link[64], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, sizeof path - 1);
    if (n <= 0) return 0;
    path[n] = 0;
    return below(path);
}

static uint64_t next(void) {
    uint64_t z = atomic_fetch_add(&control->random, 0x9e3779b97f4a7c15ULL) + 0x9e3779b97f4a7c15ULL;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

// The errno this call is to fail with; 0: none; 1000: it is to fall short.
static int fate(int may_be_short) {
    atomic_fetch_add(&control->calls, 1);
    if (next() % 1000000 >= atomic_load(&control->per_million)) return 0;
    static const int kinds[] = {ENOSPC, EIO, 1000};
    int kind = atomic_load(&control->kind);
    if (kind == 0) kind = kinds[next() % (may_be_short ? 3 : 2)];
    if (kind == 1000 && !may_be_short) return 0;
    atomic_fetch_add(&control->faults, 1);
    return kind;
}

static int on(void) { return control && atomic_load(&control->per_million); }

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))
#define FAIL_OR(ours, call)                        \
    int kind = on() && (ours) ? fate(0) : 0;       \
    if (kind) { errno = kind; return -1; }         \
    return call

#define WRITES(name, offset)                                              \
    int kind = on() && is_ours(fd) ? fate(count > 1) : 0;                 \
    if (kind == 1000) count = 1 + next() % (count - 1);                   \
    else if (kind) { errno = kind; return -1; }                           \
    return offset

ssize_t write(int fd, const void *data, size_t count) {
    WRITES(write, REAL(write)(fd, data, count));
}
ssize_t pwrite(int fd, const void *data, size_t count, off_t at) {
    WRITES(pwrite, REAL(pwrite)(fd, data, count, at));
}
ssize_t pwrite64(int fd, const void *data, size_t count, off64_t at) {
    WRITES(pwrite64, REAL(pwrite64)(fd, data, count, at));
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
    FAIL_OR(is_ours(fd), REAL(writev)(fd, parts, count));
}
int fsync(int fd) { FAIL_OR(is_ours(fd), REAL(fsync)(fd)); }
int fdatasync(int fd) { FAIL_OR(is_ours(fd), REAL(fdatasync)(fd)); }
int ftruncate(int fd, off_t to) { FAIL_OR(is_ours(fd), REAL(ftruncate)(fd, to)); }
int ftruncate64(int fd, off64_t to) { FAIL_OR(is_ours(fd), REAL(ftruncate64)(fd, to)); }
int rename(const char *from, const char *to) { FAIL_OR(below(to), REAL(rename)(from, to)); }
