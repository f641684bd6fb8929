#include "engine/capture/capture_names.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include "engine/model/alias.hpp"

namespace trustctl {

namespace {

// Names of devices under Windows, whatever follows a dot (Microsoft: "Naming Files, Paths, and
// Namespaces").
bool is_device(std::string_view name) {
  constexpr std::array<std::string_view, 4> devices = {"con", "prn", "aux", "nul"};
  const bool numbered = name.size() == 4 && (name.starts_with("com") || name.starts_with("lpt")) &&
                        name[3] >= '0' && name[3] <= '9';
  return numbered || std::find(devices.begin(), devices.end(), name) != devices.end();
}

std::string base_of(const Certificate& certificate) {
  constexpr std::size_t longest = 40;  // room for a digest and a number
  std::string base = alias_of(certificate.label()).substr(0, longest);
  while (base.back() == '-') {
    base.pop_back();
  }
  return base;
}

}  // namespace

std::vector<std::string> capture_names(const std::vector<Certificate>& certificates) {
  constexpr std::size_t digest_digits = 8;
  std::map<std::string, std::set<Fingerprint>> bearers;
  for (const Certificate& certificate : certificates) {
    bearers[base_of(certificate)].insert(certificate.fingerprint());
  }
  std::set<std::string> taken;
  std::vector<std::string> names;
  for (const Certificate& certificate : certificates) {
    std::string name = base_of(certificate);
    if (bearers[name].size() > 1 || is_device(name)) {
      name += '-' + certificate.fingerprint().hex().substr(0, digest_digits);
    }
    std::string unique = name;
    for (int number = 2; !taken.insert(unique).second; ++number) {
      unique = name + '-' + std::to_string(number);
    }
    names.push_back(std::move(unique));
  }
  return names;
}

}  // namespace trustctl
