#include "engine/platform/exchange_file.hpp"

#include <cstddef>
#include <optional>
#include <string_view>
#include <utility>

namespace trustctl {

namespace {

constexpr std::string_view kept_suffix = ".trustctl-kept";

std::string keep(const FilePlace& file, const DirectoryHandle& folder, const std::string& name) {
  if (const auto beside = keep_file(file, folder, name)) {
    return *beside;
  }
  return keep_file(file, file.folder, name).value_or(file.folder.path_of(file.name));
}

// What was displaced gets its place back. Where it does not, it is kept under a name of its own.
Exchange undo(const StagedFile& staged, const DirectoryHandle& folder, const std::string& name) {
  auto back = staged.folder.rename_exchange(staged.name, folder, name);
  const auto ours_is_back =
      back ? holds(staged.folder, staged.name, staged.contents) : Result<bool>(false);
  if (ours_is_back && *ours_is_back) {
    return {Exchange::End::undone};
  }
  return {Exchange::End::kept, keep({staged.folder, staged.name}, folder, name)};
}

}  // namespace

std::string hidden_name(const std::string& name, std::string_view purpose) {
  constexpr std::size_t longest = 200;
  return '.' + name.substr(0, longest) + std::string(purpose);
}

bool is_kept_name(std::string_view name) {
  return name.starts_with('.') && name.find(kept_suffix) != std::string_view::npos;
}

Result<std::string> keep_file(const FilePlace& file, const DirectoryHandle& folder,
                              const std::string& name) {
  constexpr unsigned most_names = 100;
  Result<void> renamed;
  for (unsigned number = 1; number <= most_names; ++number) {
    const std::string ending = number == 1 ? "" : '.' + std::to_string(number);
    const std::string kept = hidden_name(name, std::string(kept_suffix) + ending);
    renamed = file.folder.rename_noreplace(file.name, folder, kept);
    if (renamed) {
      return folder.path_of(kept);
    }
    if (renamed.error().code != ErrorCode::stale) {
      break;
    }
  }
  return tl::unexpected(renamed.error());
}

Result<Exchange> take_file(const FilePlace& staged, const DirectoryHandle& folder,
                           const std::string& name, const FileDigest& expected) {
  auto taken = folder.rename_noreplace(name, staged.folder, staged.name);
  if (!taken) {
    return tl::unexpected(taken.error());
  }
  const auto as_expected = holds(staged.folder, staged.name, expected);
  if (as_expected && *as_expected) {
    return Exchange{};
  }
  const auto back = staged.folder.rename_noreplace(staged.name, folder, name);
  if (!back) {
    return Exchange{Exchange::End::kept, keep(staged, folder, name)};
  }
  return as_expected ? Result<Exchange>(Exchange{Exchange::End::undone, {}})
                     : tl::unexpected(as_expected.error());
}

Result<bool> holds(const DirectoryHandle& folder, const std::string& name,
                   const FileDigest& expected) {
  const auto status = folder.status(name);
  if (!status) {
    return tl::unexpected(status.error());
  }
  if (!status->has_value() || (*status)->kind != FileKind::regular ||
      (*status)->size != expected.size) {
    return false;
  }
  const auto contents = folder.read_file(name, expected.size);
  if (!contents) {
    return tl::unexpected(contents.error());
  }
  return Fingerprint::of(*contents) == expected.sha256;
}

Result<Exchange> exchange_file(const StagedFile& staged, const DirectoryHandle& folder,
                               const std::string& name, const FileDigest& expected) {
  auto exchanged = staged.folder.rename_exchange(staged.name, folder, name);
  if (!exchanged) {
    return tl::unexpected(exchanged.error());
  }
  const auto as_expected = holds(staged.folder, staged.name, expected);
  if (as_expected && *as_expected) {
    return Exchange{};
  }
  Exchange undone = undo(staged, folder, name);
  if (!as_expected && undone.end == Exchange::End::undone) {
    return tl::unexpected(as_expected.error());
  }
  return undone;
}

Error overtaken(const std::string& path, const Exchange& exchange) {
  return {ErrorCode::stale,
          path + " was changed by another program meanwhile; what it wrote is kept as " +
              exchange.kept_as + ": compare the two"};
}

}  // namespace trustctl
