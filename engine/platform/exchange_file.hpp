#pragma once

#include <string>

#include "engine/model/fingerprint.hpp"
#include "engine/platform/directory.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// A name beside a file, hidden, and never longer than a name may be: ".site.yaml.trustctl-stage".
std::string hidden_name(const std::string& name, std::string_view purpose);

/// Whether a file holds what digests to `expected`; false for one that is gone, or a link by now.
Result<bool> holds(const DirectoryHandle& folder, const std::string& name,
                   const Fingerprint& expected);

/// A file that is ready to take another's place, and what it holds.
struct StagedFile {
  const DirectoryHandle& folder;
  const std::string& name;
  Fingerprint contents;
};

/// How an exchange ended that did not fail.
struct Exchange {
  enum class End {
    done,    ///< what was displaced stands under the staged name
    undone,  ///< another program had changed the file: both stand where they stood
    kept,    ///< so it had, and its file could not be given its place back, or yet another was put
             ///< there in that moment: what would be lost stands as `kept_as`
  };
  End end = End::done;
  std::string kept_as = {};  ///< a path; below ".NAME.trustctl-kept", which no run of ours removes
};

/// A staged file and a file that must hold `expected` change places. Fails with `unsupported` where
/// the file system cannot exchange, `not_found` where there is no such file, or what could not be
/// read.
Result<Exchange> exchange_file(const StagedFile& staged, const DirectoryHandle& folder,
                               const std::string& name, const Fingerprint& expected);

/// The error (stale) for an exchange that ended as `kept`.
Error overtaken(const std::string& path, const Exchange& exchange);

}  // namespace trustctl
