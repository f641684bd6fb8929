#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "engine/model/fingerprint.hpp"
#include "engine/platform/directory.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// A name beside a file, hidden, and never longer than a name may be: ".site.yaml.trustctl-stage".
std::string hidden_name(const std::string& name, std::string_view purpose);

/// What a file holds, without holding it.
struct FileDigest {
  Fingerprint sha256;
  std::size_t size;  ///< in bytes

  static FileDigest of(ByteView contents) { return {Fingerprint::of(contents), contents.size()}; }
};

/// Whether a file holds what is expected; false for one that is gone, of another size, or a link by
/// now.
Result<bool> holds(const DirectoryHandle& folder, const std::string& name,
                   const FileDigest& expected);

/// A name in a folder.
struct FilePlace {
  const DirectoryHandle& folder;
  const std::string& name;
};

/// A file that is ready to take another's place, and what it holds.
struct StagedFile {
  const DirectoryHandle& folder;
  const std::string& name;
  FileDigest contents;
};

/// How an exchange, or a taking out, ended that did not fail.
struct Exchange {
  enum class End {
    done,    ///< what was displaced stands under the staged name
    undone,  ///< another program had changed the file: both stand where they stood
    kept,    ///< so it had, and its file could not be given its place back, or yet another was put
             ///< there in that moment: what would be lost stands as `kept_as`
  };
  End end = End::done;
  /// The path of what is kept: under a name for which is_kept_name() holds, which no run of ours
  /// removes; under the staged name where the file system renames nothing any more.
  std::string kept_as = {};
};

/// Whether it is a name that exchange_file() gives to what it keeps: ".site.yaml.trustctl-kept".
bool is_kept_name(std::string_view name);

/// A staged file and a file that must hold `expected` change places. (A process that is killed
/// between an exchange and its undoing leaves another program's file under the staged name.) Fails
/// with `unsupported` where the file system cannot exchange, `not_found` where there is no such
/// file, or what could not be read.
Result<Exchange> exchange_file(const StagedFile& staged, const DirectoryHandle& folder,
                               const std::string& name, const FileDigest& expected);

/// A file that must hold `expected` is moved to a staged name, which must be free, and is looked at
/// there: what other programs do by its own name no longer reaches it. `undone`: it held something
/// else and has its place back. Fails with `not_found` where there is no such file.
Result<Exchange> take_file(const FilePlace& staged, const DirectoryHandle& folder,
                           const std::string& name, const FileDigest& expected);

/// Moves a file to a name beside `folder`/`name` that no run of ours removes, and gives its path.
Result<std::string> keep_file(const FilePlace& file, const DirectoryHandle& folder,
                              const std::string& name);

/// The error (stale) for an exchange that ended as `kept`.
Error overtaken(const std::string& path, const Exchange& exchange);

}  // namespace trustctl
