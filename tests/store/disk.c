/* What a process does to the files of a folder, recorded call by call, or made to fail: LD_PRELOAD for the tests.
 * DISK_FOLDER names the folder, DISK_LOG the record; disk_fail says which call fails, and how: writes, cuts and syncs,
 * new files and folders, names given. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static const char *folder;
static int record = -1;
static long fail_at = 0, calls = 0;
static int fail_with = EIO, fail_forever = 0;

__attribute__((constructor)) static void start(void) {
    folder = getenv("DISK_FOLDER");
    const char *log = getenv("DISK_LOG");
    if (log) record = syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

/* Whether the open file is one of the folder; its path then. */
static int ours(int fd, char *path, size_t size) {
    char link[64];
    if (!folder) return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t length = readlink(link, path, size - 1);
    if (length < 0) return 0;
    path[length] = 0;
    return !strncmp(path, folder, strlen(folder));
}

static int fails(void) {
    calls++;
    if (fail_at && (calls == fail_at || (fail_forever && calls > fail_at))) { errno = fail_with; return 1; }
    return 0;
}

static void put(char kind, const char *path, int64_t at, const void *data, int64_t size) {
    if (record < 0) return;
    int64_t head[3] = {(int64_t)strlen(path), at, size};
    struct iovec parts[4] = {{&kind, 1}, {head, sizeof head}, {(void *)path, strlen(path)}, {(void *)data, data ? size : 0}};
    syscall(SYS_writev, record, parts, 4);
}

#define REAL(name) static __typeof__(&name) real; if (!real) real = dlsym(RTLD_NEXT, #name)

#define POSITIONED(name, offset) \
    ssize_t name(int fd, const void *data, size_t size, offset at) { \
        REAL(name); char path[4096]; \
        if (!ours(fd, path, sizeof path)) return real(fd, data, size, at); \
        if (fails()) return -1; \
        ssize_t done = real(fd, data, size, at); \
        if (done > 0) put('w', path, at, data, done); \
        return done; }
POSITIONED(pwrite, off_t)
POSITIONED(pwrite64, off64_t)

ssize_t write(int fd, const void *data, size_t size) {
    REAL(write); char path[4096];
    if (!ours(fd, path, sizeof path)) return real(fd, data, size);
    if (fails()) return -1;
    int64_t at = lseek(fd, 0, SEEK_CUR);
    ssize_t done = real(fd, data, size);
    if (done > 0) put('w', path, at, data, done);
    return done;
}

#define CUT(name, offset) \
    int name(int fd, offset size) { \
        REAL(name); char path[4096]; \
        if (!ours(fd, path, sizeof path)) return real(fd, size); \
        if (fails()) return -1; \
        int done = real(fd, size); \
        if (!done) put('t', path, size, NULL, 0); \
        return done; }
CUT(ftruncate, off_t)
CUT(ftruncate64, off64_t)

#define SYNC(name) \
    int name(int fd) { \
        REAL(name); char path[4096]; \
        if (!ours(fd, path, sizeof path)) return real(fd); \
        if (fails()) return -1; \
        int done = real(fd); \
        if (!done) put('s', path, 0, NULL, 0); \
        return done; }
SYNC(fsync)
SYNC(fdatasync)

/* From now on: the call of that number (counted anew) fails with that error, and with `forever` all after it. */
void disk_fail(long number, int error, int forever) {
    fail_at = number;
    calls = 0;
    fail_with = error;
    fail_forever = forever;
}

/* How many calls there were. */
long disk_calls(void) { return calls; }

static int named_ours(const char *path) {
    char whole[4096];
    if (!folder) return 0;
    if (path[0] != '/') {
        if (!getcwd(whole, sizeof whole)) return 0;
        path = whole;
    }
    return !strncmp(path, folder, strlen(folder));
}

#define OPEN(name) \
    int name(const char *path, int flags, ...) { \
        REAL(name); \
        va_list more; \
        va_start(more, flags); \
        mode_t mode = flags & O_CREAT ? va_arg(more, mode_t) : 0; \
        va_end(more); \
        if (flags & O_CREAT && named_ours(path) && access(path, F_OK) && fails()) return -1; \
        return real(path, flags, mode); }
OPEN(open)
OPEN(open64)

int rename(const char *old, const char *new) {
    REAL(rename);
    if (named_ours(new) && fails()) return -1;
    return real(old, new);
}

int link(const char *old, const char *new) {
    REAL(link);
    if (named_ours(new) && fails()) return -1;
    return real(old, new);
}

int mkdir(const char *path, mode_t mode) {
    REAL(mkdir);
    if (named_ours(path) && fails()) return -1;
    return real(path, mode);
}
