#include "engine/formats/pem.hpp"

#include <algorithm>

#include "engine/formats/base64.hpp"
#include "engine/formats/text_lines.hpp"

namespace trustctl {

namespace {

constexpr std::string_view dashes = "-----";
constexpr std::string_view begin_word = "-----BEGIN ";
constexpr std::string_view end_word = "-----END ";

tl::unexpected<Error> failed(std::string_view text, std::size_t offset, std::string message) {
  return tl::unexpected(
      Error{ErrorCode::invalid_input,
            "line " + std::to_string(line_number(text, offset)) + ": " + std::move(message),
            std::nullopt});
}

std::string quoted(std::string_view label) {
  constexpr std::size_t longest = 64;
  return '\'' + std::string(label.substr(0, longest)) + (label.size() > longest ? "…'" : "'");
}

// What stands between `word` and the closing dashes of a line; nothing where it is no such line.
std::optional<std::string_view> label_of(std::string_view line, std::string_view word) {
  while (!line.empty() && (line.back() == ' ' || line.back() == '\t')) {
    line.remove_suffix(1);
  }
  if (!line.starts_with(word) || !line.ends_with(dashes) ||
      line.size() <= word.size() + dashes.size()) {
    return std::nullopt;
  }
  return line.substr(word.size(), line.size() - word.size() - dashes.size());
}

// The next "-----" that starts a line, from `from` on; text.size() where there is none.
std::size_t next_boundary(std::string_view text, std::size_t from) {
  for (std::size_t at = text.find(dashes, from); at != std::string_view::npos;
       at = text.find(dashes, end_of_line(text, at))) {
    if (starts_line(text, at)) {
      return at;
    }
  }
  return text.size();
}

// The next line that opens a block; text.size() where there is none.
Result<std::size_t> next_begin(std::string_view text, std::size_t from) {
  for (std::size_t at = next_boundary(text, from); at < text.size();
       at = next_boundary(text, end_of_line(text, at))) {
    const std::string_view rest = text.substr(at);
    if (rest.starts_with("-----BEGIN")) {
      return at;
    }
    if (rest.starts_with(end_word)) {
      return failed(text, at, "an END line without a BEGIN line before it");
    }
  }
  return text.size();
}

// Why the text from `at` on, within a block, is no Base64.
tl::unexpected<Error> not_base64(std::string_view text, std::size_t at, std::string_view label) {
  const std::string_view line = text.substr(at, end_of_line(text, at) - at);
  if (line.starts_with("-----BEGIN")) {
    return failed(text, at, "another block begins before the END line of " + quoted(label));
  }
  if (line.find(':') != std::string_view::npos) {
    return failed(
        text, at,
        "the block " + quoted(label) + " has headers (RFC 1421), as encrypted keys have them");
  }
  return failed(text, at, "the block " + quoted(label) + " holds something that is not Base64");
}

// The offset of the first line in a block that holds anything but Base64 characters.
std::size_t first_bad_line(std::string_view text, std::size_t from, std::size_t to) {
  constexpr std::string_view good =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/= \t\r\n";
  const std::size_t bad = text.substr(0, to).find_first_not_of(good, from);
  return start_of_line(text, std::min(bad, to - 1));
}

Result<PemBlock> read_block(std::string_view text, std::size_t begin) {
  const std::size_t body = end_of_line(text, begin);
  const auto label = label_of(line_at(text, begin), begin_word);
  if (!label) {
    return failed(text, begin,
                  "a BEGIN line that is not of the form '-----BEGIN CERTIFICATE-----'");
  }
  const std::size_t end = text.find('-', body);  // Base64 has no dash
  if (end == std::string_view::npos) {
    return failed(text, begin,
                  "the block " + quoted(*label) + " has no END line; is the file cut short?");
  }
  const std::size_t end_line = start_of_line(text, end);
  const auto end_label = label_of(line_at(text, end_line), end_word);
  if (end != end_line || !text.substr(end).starts_with(end_word)) {
    return not_base64(text, end_line, *label);
  }
  if (!end_label) {
    return failed(text, end, "an END line that is not of the form '-----END CERTIFICATE-----'");
  }
  if (end_label != label) {
    return failed(text, end,
                  "the block " + quoted(*label) + " is closed by the END line of another");
  }
  auto bytes = base64_decode(text.substr(body, end - body));
  if (!bytes) {
    return not_base64(text, first_bad_line(text, body, end), *label);
  }
  return PemBlock{*label, {}, std::move(*bytes), begin, end_of_line(text, end)};
}

}  // namespace

PemParts read_pem_parts(std::string_view text) {
  constexpr std::size_t most_broken = 64;
  PemParts parts;
  std::size_t done = 0;
  for (std::size_t broken = 0; broken < most_broken;) {
    const auto begin = next_begin(text, done);
    if (begin && *begin == text.size()) {
      break;
    }
    auto block = begin ? read_block(text, *begin) : tl::unexpected(begin.error());
    if (!block) {
      ++broken;
      parts.broken = parts.broken ? parts.broken : block.error();
      done = end_of_line(text, begin ? *begin : next_boundary(text, done));
      continue;
    }
    block->before = text.substr(done, *begin - done);
    done = block->end;
    parts.blocks.push_back(std::move(*block));
  }
  return parts;
}

Result<std::vector<PemBlock>> read_pem(std::string_view text) {
  std::vector<PemBlock> blocks;
  std::size_t done = 0;
  for (;;) {
    const auto begin = next_begin(text, done);
    if (!begin) {
      return tl::unexpected(begin.error());
    }
    if (*begin == text.size()) {
      return blocks;
    }
    auto block = read_block(text, *begin);
    if (!block) {
      return tl::unexpected(block.error());
    }
    block->before = text.substr(done, *begin - done);
    done = block->end;
    blocks.push_back(std::move(*block));
  }
}

std::string write_pem(std::string_view label, ByteView bytes) {
  constexpr std::size_t columns = 64;
  const std::string body = base64_encode(bytes);
  std::string text = std::string(begin_word) + std::string(label) + "-----\n";
  text.reserve(2 * text.size() + body.size() + body.size() / columns + 1);
  for (std::size_t at = 0; at < body.size(); at += columns) {
    text.append(body, at, columns);
    text += '\n';
  }
  return text + std::string(end_word) + std::string(label) + "-----\n";
}

}  // namespace trustctl
