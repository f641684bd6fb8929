#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace trustctl::test {

using Lines = std::vector<std::string>;

/// A text's lines, without their line breaks.
Lines lines_of(std::string_view text);

/// A block between two ``` lines.
struct FencedBlock {
  std::string language;  ///< what stands behind the opening ```
  std::size_t line;      ///< of its first line in the document, counted from 1
  Lines lines;
};

/// A Markdown document of the repository: what the tests want to know of it.
class Document {
 public:
  /// Reads the file; `path` is relative to the repository's root. Throws where it cannot.
  explicit Document(std::filesystem::path path);

  const std::filesystem::path& path() const { return m_path; }
  const Lines& lines() const& { return m_lines; }
  std::vector<FencedBlock> blocks() const;
  /// The rows of the table whose first head cell this is, each as its cells; `\|` is read as `|`.
  std::vector<Lines> table(std::string_view first_head) const;
  /// The targets of links (`[words](target)`), outside fenced blocks.
  Lines links() const;
  /// What stands between single backticks, outside fenced blocks; it may span two lines.
  Lines code() const;

 private:
  Lines prose() const;

  std::filesystem::path m_path;
  Lines m_lines;
};

/// What stands between single backticks in a text.
Lines code_in(const std::string& text);

/// Every Markdown document of the repository.
std::vector<Document> documents();

}  // namespace trustctl::test
