#include "engine/chains/name_comparison.hpp"

#include <algorithm>
#include <string_view>
#include <vector>

#include "engine/model/der.hpp"
#include "engine/model/name_from_text.hpp"
#include "engine/model/string_text.hpp"
#include "engine/text/ascii.hpp"

namespace trustctl {

namespace {

std::string folded(std::string_view text) {
  std::string all;
  bool space = false;
  for (const char c : text) {
    if (c == ' ') {
      space = !all.empty();
      continue;
    }
    if (space) {
      all += ' ';
      space = false;
    }
    all += ascii_lower(c);
  }
  return all;
}

// With its length before it, so that two parts never read as another two.
std::string part(std::string_view text) {
  return std::to_string(text.size()) + ':' + std::string(text);
}

std::string comparable_attribute(const der::Element& attribute, der::Defects& defects) {
  der::Cursor fields(attribute.contents, defects);
  const der::Element type = fields.take();
  const der::Element value = fields.take();
  const auto text = string_text(value.tag, value.contents);
  return part(as_text(type.contents)) +
         (text.has_value() ? 't' + part(folded(*text)) : 'b' + part(as_text(value.whole)));
}

std::string comparable_relative_name(const der::Element& set, der::Defects& defects) {
  der::Cursor attributes(set.contents, defects);
  std::vector<std::string> parts;
  while (!attributes.empty() && !defects.failed()) {
    parts.push_back(comparable_attribute(attributes.take(), defects));
  }
  std::sort(parts.begin(), parts.end());
  std::string all;
  for (const std::string& one : parts) {
    all += part(one);
  }
  return all;
}

}  // namespace

std::string comparable_name(ByteView name) {
  der::Defects defects;
  der::Cursor outer(name, defects);
  der::Cursor sets(outer.take(der::sequence).contents, defects);
  std::string all;
  while (!sets.empty() && !defects.failed()) {
    all += part(comparable_relative_name(sets.take(), defects));
  }
  return defects.failed() ? std::string(as_text(name)) : all;
}

Result<Subject> Subject::parse(std::string_view text) {
  const auto name = name_from_text(text);
  if (!name) {
    return tl::unexpected(name.error());
  }
  return Subject(std::string(text), comparable_name(*name));
}

}  // namespace trustctl
