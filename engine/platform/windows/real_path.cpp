#include "engine/platform/real_path.hpp"

#include "engine/platform/windows/calls.hpp"
#include "engine/platform/windows/path.hpp"

namespace trustctl {

namespace {

// Follows links, without a right to what is there.
FileHandle open_to_look(const std::wstring& path) {
  return windows::open_file(path, FILE_READ_ATTRIBUTES,
                            FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, OPEN_EXISTING,
                            FILE_FLAG_BACKUP_SEMANTICS);
}

struct Parts {
  std::wstring folder;  // "\\?\C:\" keeps its separator
  std::wstring name;
};

Parts split(const std::wstring& path) {
  const std::size_t end = path.find_last_of(L'\\');
  Parts parts = {path.substr(0, end), path.substr(end + 1)};
  if (parts.folder.ends_with(L':')) {
    parts.folder += L'\\';
  }
  return parts;
}

RealPath real(const Parts& parts) {
  return {windows::shown(parts.folder), windows::shown(parts.name)};
}

}  // namespace

Result<RealPath> real_path_of_file(const std::string& path) {
  const std::string last = path.substr(path.find_last_of("/\\:") + 1);
  if (auto good = windows::check_name("it", last); !good) {
    return tl::unexpected(
        Error{ErrorCode::invalid_input, "'" + path + "' is a directory or nothing, not a file"});
  }
  const auto absolute = windows::long_path(path);
  if (!absolute) {
    return tl::unexpected(absolute.error());
  }
  const FileHandle file = open_to_look(*absolute);
  if (file.native() != FileHandle::none) {
    const std::wstring whole = windows::path_of_handle(file);
    return whole.empty() ? Result<RealPath>(windows::failed(GetLastError(), "find", path))
                         : real(split(whole));
  }
  const DWORD error = GetLastError();
  if (error != ERROR_FILE_NOT_FOUND && error != ERROR_PATH_NOT_FOUND) {
    return windows::failed(error, "open", path);
  }
  if (GetFileAttributesW(absolute->c_str()) != INVALID_FILE_ATTRIBUTES) {
    return tl::unexpected(Error{ErrorCode::invalid_input,
                                "cannot open " + path + ": it is a link that points to nothing"});
  }
  const Parts written = split(*absolute);
  const FileHandle folder = open_to_look(written.folder);
  if (folder.native() == FileHandle::none) {
    return windows::failed(GetLastError(), "open", windows::shown(written.folder));
  }
  return real({windows::path_of_handle(folder), written.name});
}

Result<void> refuse_planted_link(const std::string&) { return {}; }

bool is_absolute_path(std::string_view path) {
  const auto separator_at = [&](std::size_t i) {
    return path.size() > i && (path[i] == '/' || path[i] == '\\');
  };
  return separator_at(0) || (path.size() > 2 && path[1] == ':' && separator_at(2));
}

}  // namespace trustctl
