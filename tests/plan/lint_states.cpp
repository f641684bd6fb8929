#include "tests/plan/lint_states.hpp"

#include <string>
#include <vector>

#include "tests/model/certificate_builder.hpp"
#include "tests/support/states.hpp"

namespace trustctl::test {

TargetState roots_of_a_kilobyte(std::size_t count) {
  constexpr std::size_t longest_name = 1000;  // and 21 octets of DER around it
  std::vector<Entry> entries;
  for (std::size_t i = 0; i < count; ++i) {
    Parts parts;
    std::string name = "Root " + std::to_string(i) + ' ';
    name.resize(longest_name, 'x');
    parts.subject = name_of("550403", 0x0C, as_bytes(name));
    parts.issuer = parts.subject;
    entries.push_back(local(Certificate::from_bytes(build(parts))));
  }
  return state({{"Root", entries}});
}

}  // namespace trustctl::test
