/* The yardstick of the benchmark: lists the stores of a directory target, opens, reads and hashes
 * (SHA-256) every file and the other files that are named, and prints how many there were and their
 * digests' exclusive or. Nothing else; linked statically.
 *
 * usage: hash_directory TARGET [FILE...] */
#define _GNU_SOURCE
#define OPENSSL_SUPPRESS_DEPRECATED
#include <dirent.h>
#include <fcntl.h>
#include <openssl/sha.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static unsigned char sum[SHA256_DIGEST_LENGTH];

/* 1, or 0 where the file cannot be read. */
static unsigned long hash_file(int folder, const char* name) {
  static char buffer[1 << 25];
  unsigned char digest[SHA256_DIGEST_LENGTH];
  struct stat status;
  int file = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
  if (file < 0 || fstat(file, &status) != 0 || status.st_size > (off_t)sizeof buffer) {
    return 0;
  }
  ssize_t size = read(file, buffer, sizeof buffer);
  close(file);
  if (size < 0) {
    return 0;
  }
  SHA256_CTX context;
  SHA256_Init(&context);
  SHA256_Update(&context, buffer, (size_t)size);
  SHA256_Final(digest, &context);
  for (int i = 0; i < SHA256_DIGEST_LENGTH; ++i) {
    sum[i] ^= digest[i];
  }
  return 1;
}

static unsigned long hash_store(int store_fd) {
  unsigned long count = 0;
  DIR* store = fdopendir(store_fd);
  struct dirent* entry;
  while (store != NULL && (entry = readdir(store)) != NULL) {
    if (entry->d_name[0] != '.') {
      count += hash_file(store_fd, entry->d_name);
    }
  }
  closedir(store);
  return count;
}

int main(int argc, char** argv) {
  unsigned long count = 0;
  DIR* target = argc >= 2 ? opendir(argv[1]) : NULL;
  struct dirent* entry;
  if (target == NULL) {
    return 1;
  }
  while ((entry = readdir(target)) != NULL) {
    if (entry->d_name[0] != '.') {
      int store = openat(dirfd(target), entry->d_name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
      if (store >= 0) {
        count += hash_store(store);
      }
    }
  }
  closedir(target);
  for (int i = 2; i < argc; ++i) {
    count += hash_file(AT_FDCWD, argv[i]);
  }
  printf("%lu %02x%02x%02x%02x\n", count, sum[0], sum[1], sum[2], sum[3]);
  return 0;
}
