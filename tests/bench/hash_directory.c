/* The yardstick of the benchmark: lists the stores of a directory target, opens, reads and hashes
 * (SHA-256) every file, and prints how many there were and their digests' exclusive or. Nothing
 * else; linked statically. */
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

static unsigned long hash_store(int store_fd) {
  static char buffer[1 << 20];
  unsigned char digest[SHA256_DIGEST_LENGTH];
  unsigned long count = 0;
  DIR* store = fdopendir(store_fd);
  struct dirent* entry;
  while (store != NULL && (entry = readdir(store)) != NULL) {
    struct stat status;
    if (entry->d_name[0] == '.') {
      continue;
    }
    int file = openat(store_fd, entry->d_name, O_RDONLY | O_NOFOLLOW | O_CLOEXEC);
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
    ++count;
  }
  closedir(store);
  return count;
}

int main(int argc, char** argv) {
  unsigned long count = 0;
  DIR* target = argc == 2 ? opendir(argv[1]) : NULL;
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
  printf("%lu %02x%02x%02x%02x\n", count, sum[0], sum[1], sum[2], sum[3]);
  return 0;
}
