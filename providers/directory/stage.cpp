#include "providers/directory/stage.hpp"

#include <map>
#include <utility>

#include "providers/directory/line_text.hpp"

namespace trustctl::directory {

namespace {

constexpr const char* index_name = "index";
constexpr std::size_t index_size_limit = std::size_t{64} * 1024 * 1024;
constexpr std::size_t staged_size_limit = std::size_t{128} * 1024 * 1024;

using Index = std::map<std::string, StageLine>;

std::string digest_text(const std::optional<Fingerprint>& digest) {
  return digest.has_value() ? digest->hex() : "-";
}

// "0 <sha256 of what is staged> <of what it replaces> Root/lab.pem"
std::string line_of(const StageLine& line) {
  return line.staged + ' ' + digest_text(line.contents) + ' ' + digest_text(line.basis) + ' ' +
         encode_line(line.folder + '/' + line.name) + '\n';
}

std::optional<std::string_view> next_word(std::string_view& text) {
  const std::size_t end = text.find(' ');
  if (end == std::string_view::npos) {
    return std::nullopt;
  }
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(end + 1);
  return word;
}

std::optional<StageLine> parse_line(std::string_view text) {
  const auto staged = next_word(text);
  const auto contents = next_word(text);
  const auto basis = next_word(text);
  const auto path = decode_line(text);
  const std::size_t slash = path ? path->find('/') : std::string::npos;
  if (!staged || !contents || !basis || slash == std::string::npos) {
    return std::nullopt;
  }
  const auto digest = [](std::string_view hex) {
    const auto parsed = Fingerprint::parse(hex);
    return parsed ? std::optional(*parsed) : std::nullopt;
  };
  return StageLine{std::string(*staged), path->substr(0, slash), path->substr(slash + 1),
                   digest(*contents), digest(*basis)};
}

// Without an index nothing was moved yet: it is written before the first file is.
Result<Index> read_index(const DirectoryHandle& stage) {
  Index index;
  const auto bytes = stage.read_file(index_name, index_size_limit);
  if (!bytes) {
    return bytes.error().code == ErrorCode::not_found ? Result<Index>(index)
                                                      : tl::unexpected(bytes.error());
  }
  std::string_view rest = as_text(*bytes);
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    if (auto line = parse_line(rest.substr(0, end))) {
      index.insert_or_assign(line->staged, std::move(*line));
    }
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
  }
  return index;
}

Error not_ours(const DirectoryHandle& stage, const std::string& name) {
  return {ErrorCode::invalid_input, stage.path_of(name) +
                                        " is in the folder where trustctl makes files ready, and "
                                        "trustctl did not make it; move it away and run again"};
}

// A link or a file where the stage folder belongs.
Error in_the_way(Error why) {
  if (why.code == ErrorCode::invalid_input) {
    why.message += "; trustctl makes files ready there, so look at it and move it away";
  }
  return why;
}

// Gives another program's file its place back, or a name beside it that no run of ours removes.
Result<void> put_back(const DirectoryHandle& target, const DirectoryHandle& stage,
                      const StageLine& line) {
  const auto store = target.open_directory(line.folder);
  if (!store) {
    return tl::unexpected(store.error());
  }
  auto back = stage.rename_noreplace(line.staged, *store, line.name);
  if (back || back.error().code != ErrorCode::stale) {
    return back;
  }
  return keep_file({stage, line.staged}, *store, line.name).map([](const std::string&) {});
}

// One file that an interrupted run left. What it staged, and what the journal holds, is dead.
Result<void> tidy(const DirectoryHandle& target, const DirectoryHandle& stage, const Index& index,
                  const std::string& name) {
  const auto line = index.find(name);
  if (line != index.end() && !line->second.name.empty() && line->second.basis.has_value()) {
    const auto bytes = stage.read_file(name, staged_size_limit);
    if (!bytes) {
      return tl::unexpected(bytes.error());
    }
    const Fingerprint digest = Fingerprint::of(*bytes);
    if (digest != line->second.contents && digest != line->second.basis) {
      return put_back(target, stage, line->second);
    }
  }
  return stage.remove_file(name);
}

}  // namespace

Result<Stage> Stage::tidied(const DirectoryHandle& target, DirectoryHandle folder) {
  if (auto ours = folder.only_ours(); !ours) {
    return tl::unexpected(ours.error());
  }
  const auto left = folder.list();
  if (!left) {
    return tl::unexpected(left.error());
  }
  const auto index = read_index(folder);
  if (!index) {
    return tl::unexpected(index.error());
  }
  for (const DirectoryItem& item : *left) {
    if (is_kept_name(item.name) || item.name == index_name) {
      continue;
    }
    if (item.kind != FileKind::regular) {
      return tl::unexpected(not_ours(folder, item.name));
    }
    if (auto gone = tidy(target, folder, *index, item.name); !gone) {
      return tl::unexpected(gone.error());
    }
  }
  // Last: until then it says what the others are.
  if (auto gone = folder.remove_file(index_name);
      !gone && gone.error().code != ErrorCode::not_found) {
    return tl::unexpected(gone.error());
  }
  return Stage(std::move(folder));
}

Result<Stage> Stage::prepare(const DirectoryHandle& target) {
  constexpr std::uint32_t private_mode = 0700;
  auto folder = target.ensure_directory(stage_name, private_mode);
  return folder ? tidied(target, std::move(*folder)) : tl::unexpected(in_the_way(folder.error()));
}

Result<std::optional<Stage>> Stage::find(const DirectoryHandle& target) {
  auto folder = target.open_directory(stage_name);
  if (!folder && folder.error().code == ErrorCode::not_found) {
    return std::nullopt;
  }
  if (!folder) {
    return tl::unexpected(in_the_way(folder.error()));
  }
  auto stage = tidied(target, std::move(*folder));
  return stage ? Result<std::optional<Stage>>(std::move(*stage)) : tl::unexpected(stage.error());
}

Result<void> Stage::write_index(std::span<const StageLine> lines, Durability durability) const {
  std::string text;
  for (const StageLine& line : lines) {
    text += line_of(line);
  }
  constexpr std::uint32_t private_mode = 0600;
  return m_folder.create_file(index_name, as_bytes(text), {private_mode, {}, {}}, durability);
}

Result<void> Stage::discard(const DirectoryHandle& target) && {
  const auto left = m_folder.list();
  if (!left) {
    return tl::unexpected(left.error());
  }
  Result<void> done;
  bool keeps = false;
  for (const DirectoryItem& item : *left) {
    keeps = keeps || is_kept_name(item.name);
    if (is_kept_name(item.name) || item.name == index_name) {
      continue;
    }
    if (auto removed = m_folder.remove_file(item.name); !removed) {
      done = removed;
    }
  }
  if (!done) {
    return done;
  }
  if (auto removed = m_folder.remove_file(index_name);
      !removed && removed.error().code != ErrorCode::not_found) {
    return removed;
  }
  if (keeps) {
    return {};
  }
  { const DirectoryHandle closed = std::move(m_folder); }  // Windows removes no open directory
  return target.remove_directory(stage_name);
}

}  // namespace trustctl::directory
