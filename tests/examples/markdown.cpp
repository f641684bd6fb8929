#include "tests/examples/markdown.hpp"

#include <algorithm>
#include <regex>
#include <set>
#include <utility>

#include "tests/support/support.hpp"

namespace trustctl::test {

namespace fs = std::filesystem;

namespace {

bool is_fence(const std::string& line) { return line.starts_with("```"); }

Lines cells_of(const std::string& row) {
  Lines cells(1);
  for (std::size_t i = 1; i < row.size(); ++i) {
    if (row[i] == '\\' && i + 1 < row.size() && row[i + 1] == '|') {
      cells.back() += row[++i];
    } else if (row[i] == '|') {
      cells.emplace_back();
    } else {
      cells.back() += row[i];
    }
  }
  cells.pop_back();  // behind the last |
  for (std::string& cell : cells) {
    cell = std::regex_replace(cell, std::regex("^ +| +$"), "");
  }
  return cells;
}

Lines first_groups(const std::string& text, const std::regex& pattern) {
  Lines found;
  for (std::sregex_iterator match(text.begin(), text.end(), pattern), end; match != end; ++match) {
    found.push_back((*match)[1].str());
  }
  return found;
}

std::string joined(const Lines& lines) {
  std::string text;
  for (const std::string& line : lines) {
    text += line + '\n';
  }
  return text;
}

}  // namespace

Lines lines_of(std::string_view text) {
  Lines lines;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

Document::Document(fs::path path)
    : m_path(std::move(path)),
      m_lines(lines_of(as_text(read_file(source_file(m_path.string()))))) {}

std::vector<FencedBlock> Document::blocks() const {
  std::vector<FencedBlock> blocks;
  bool inside = false;
  for (std::size_t i = 0; i < m_lines.size(); ++i) {
    if (is_fence(m_lines[i])) {
      inside = !inside;
      if (inside) {
        blocks.push_back({m_lines[i].substr(3), i + 2, {}});
      }
    } else if (inside) {
      blocks.back().lines.push_back(m_lines[i]);
    }
  }
  return blocks;
}

std::vector<Lines> Document::table(std::string_view first_head) const {
  std::vector<Lines> rows;
  bool inside = false;
  for (const std::string& line : m_lines) {
    const bool is_row = line.starts_with('|');
    inside = inside ? is_row : is_row && cells_of(line).front() == first_head;
    if (inside) {
      rows.push_back(cells_of(line));
    }
  }
  rows.erase(rows.begin(), rows.begin() + std::min<std::ptrdiff_t>(2, std::ssize(rows)));
  return rows;
}

Lines Document::prose() const {
  Lines prose;
  bool inside = false;
  for (const std::string& line : m_lines) {
    inside = is_fence(line) ? !inside : inside;
    if (!inside && !is_fence(line)) {
      prose.push_back(line);
    }
  }
  return prose;
}

Lines Document::links() const {
  return first_groups(joined(prose()), std::regex(R"(\]\(([^)\s]+)\))"));
}

Lines Document::code() const { return code_in(joined(prose())); }

Lines code_in(const std::string& text) {
  Lines found = first_groups(text, std::regex("`([^`]+)`"));
  for (std::string& code : found) {
    code = std::regex_replace(code, std::regex("\n *"), " ");
  }
  return found;
}

std::vector<Document> documents() {
  const std::set<std::string> others = {"build", ".git", "node_modules", ".cache"};
  std::vector<Document> found;
  const fs::path root = source_file("");
  for (auto file = fs::recursive_directory_iterator(root);
       file != fs::recursive_directory_iterator(); ++file) {
    if (file->is_directory() && others.contains(file->path().filename().string())) {
      file.disable_recursion_pending();
    } else if (file->path().extension() == ".md") {
      found.emplace_back(fs::relative(file->path(), root));
    }
  }
  return found;
}

}  // namespace trustctl::test
