#include "engine/formats/pem.hpp"

#include <algorithm>

#include "engine/formats/base64.hpp"
#include "engine/formats/pem_damage.hpp"
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

// Where a block opens, or a line stands that is meant to open or close one and does not.
struct Opening {
  std::size_t at;  ///< text.size(): neither is there
  std::optional<std::string> wrong = std::nullopt;
};

// The first line from `from` on that is meant as a boundary and is none; `to` where there is none.
Opening damage_before(std::string_view text, std::size_t from, std::size_t to) {
  constexpr std::string_view word = "BEGIN";
  const std::string_view before = text.substr(0, to);
  for (std::size_t at = before.find(word, from); at != std::string_view::npos;
       at = before.find(word, end_of_line(before, at))) {
    const std::size_t line = start_of_line(text, at);
    if (auto damage = boundary_damage(line_at(text, line))) {
      return {line, std::move(damage)};
    }
  }
  return {to};
}

Opening next_opening(std::string_view text, std::size_t from) {
  std::size_t at = text.find(dashes, from);
  for (; at != std::string_view::npos; at = text.find(dashes, end_of_line(text, at))) {
    const std::string_view rest = text.substr(at);
    if (starts_line(text, at) && (rest.starts_with("-----BEGIN") || rest.starts_with(end_word))) {
      break;
    }
  }
  at = std::min(at, text.size());
  auto opening = damage_before(text, from, at);
  if (!opening.wrong && text.substr(at).starts_with(end_word)) {
    opening.wrong = "an END line without a BEGIN line before it";
  }
  return opening;
}

// Why the line at this offset, within a block, is no Base64.
tl::unexpected<Error> not_base64(std::string_view text, std::size_t at, std::string_view label) {
  const std::string_view line = line_at(text, at);
  if (auto damage = boundary_damage(line)) {
    return failed(text, at, *std::move(damage));
  }
  if (line.starts_with("-----BEGIN")) {
    return failed(text, at, "another block begins before the END line of " + quoted(label));
  }
  if (line.find(end_word) != std::string_view::npos) {
    return failed(
        text, at,
        "the END line of " + quoted(label) + " stands behind Base64; put a line break before it");
  }
  if (line.find(':') != std::string_view::npos) {
    return failed(
        text, at,
        "the block " + quoted(label) + " has headers (RFC 1421), as encrypted keys have them");
  }
  const auto foreign = foreign_to_base64(line);
  return failed(text, at,
                "the block " + quoted(label) + " holds something that is not Base64" +
                    (foreign ? ": " + *foreign : ""));
}

// The first line that holds anything but Base64 characters; `to` where each may stand there.
std::size_t first_foreign_line(std::string_view text, std::size_t from, std::size_t to) {
  while (from < to && !foreign_to_base64(line_at(text, from)).has_value()) {
    from = end_of_line(text, from);
  }
  return std::min(from, to);
}

// What is wrong with a line that begins as a boundary does and is none.
std::string no_boundary(std::string_view line, std::string_view a_word) {
  const std::string_view word = a_word.substr(a_word.find(' ') + 1);
  return boundary_damage(line).value_or(std::string(a_word) +
                                        " line that is not of the form '-----" + std::string(word) +
                                        " CERTIFICATE-----'");
}

// A block whose BEGIN line is good: from there to the first dash behind that line, which Base64
// has none of.
struct Span {
  std::string_view label;
  std::size_t begin;
  std::size_t body;
  std::size_t end;  ///< text.size() where there is no dash
};

tl::unexpected<Error> not_closed(std::string_view text, const Span& block) {
  const std::size_t foreign = first_foreign_line(text, block.body, block.end);
  if (foreign < block.end) {
    if (auto damage = boundary_damage(line_at(text, foreign))) {
      return failed(text, foreign, *std::move(damage));
    }
  }
  return failed(text, block.begin,
                "the block " + quoted(block.label) + " has no END line; is the file cut short?");
}

// Why a block does not read.
tl::unexpected<Error> broken(std::string_view text, const Span& block) {
  if (block.end == text.size()) {
    return not_closed(text, block);
  }
  const std::size_t end_line = start_of_line(text, block.end);
  const std::size_t foreign = first_foreign_line(text, block.body, end_line);
  if (foreign < end_line || end_line != block.end ||
      !text.substr(block.end).starts_with(end_word)) {
    return not_base64(text, foreign, block.label);
  }
  const auto label = label_of(line_at(text, block.end), end_word);
  if (!label || boundary_damage(line_at(text, block.end)).has_value()) {
    return failed(text, block.end, no_boundary(line_at(text, block.end), "an END"));
  }
  if (label != block.label) {
    return failed(text, block.end,
                  "the block " + quoted(block.label) + " is closed by the END line of another");
  }
  return not_base64(text, start_of_line(text, block.end - 1), block.label);
}

Result<PemBlock> read_block(std::string_view text, std::size_t begin) {
  const auto label = label_of(line_at(text, begin), begin_word);
  if (!label || boundary_damage(line_at(text, begin)).has_value()) {
    return failed(text, begin, no_boundary(line_at(text, begin), "a BEGIN"));
  }
  const std::size_t body = end_of_line(text, begin);
  const std::size_t end = std::min(text.find('-', body), text.size());
  if (starts_line(text, end) && label_of(line_at(text, end), end_word) == label) {
    if (auto bytes = base64_decode(text.substr(body, end - body))) {
      return PemBlock{*label, {}, *std::move(bytes), begin, end_of_line(text, end)};
    }
  }
  return broken(text, {*label, begin, body, end});
}

// Gives up after as many that do not read.
PemParts read_parts(std::string_view text, std::size_t most_broken) {
  PemParts parts;
  std::size_t done = 0;
  for (std::size_t broken = 0; broken < most_broken;) {
    const Opening opening = next_opening(text, done);
    if (opening.at == text.size()) {
      break;
    }
    auto block = opening.wrong ? Result<PemBlock>(failed(text, opening.at, *opening.wrong))
                               : read_block(text, opening.at);
    if (!block) {
      ++broken;
      parts.broken = parts.broken ? parts.broken : block.error();
      done = end_of_line(text, opening.at);
      continue;
    }
    block->before = text.substr(done, opening.at - done);
    done = block->end;
    parts.blocks.push_back(*std::move(block));
  }
  return parts;
}

}  // namespace

PemParts read_pem_parts(std::string_view text) {
  constexpr std::size_t most_broken = 64;
  return read_parts(text, most_broken);
}

Result<std::vector<PemBlock>> read_pem(std::string_view text) {
  PemParts parts = read_parts(text, 1);
  if (parts.broken.has_value()) {
    return tl::unexpected(*std::move(parts.broken));
  }
  return std::move(parts.blocks);
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
