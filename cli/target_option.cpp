#include "cli/target_option.hpp"

#include <algorithm>

#include "engine/model/nearest.hpp"
#include "providers/builtin.hpp"

namespace trustctl {

namespace {

const ProviderInfo* find_provider(std::string_view name) {
  for (const ProviderInfo& info : builtin_providers()) {
    if (info.name == name) {
      return &info;
    }
  }
  return nullptr;
}

Result<TargetDeclaration> make_target(std::string name, std::string_view place,
                                      const Location& where) {
  const std::size_t colon = place.find(':');
  const std::string_view provider = place.substr(0, colon);
  TargetDeclaration target{std::move(name), {std::string(provider), where}, {}, where, ""};
  if (colon == std::string_view::npos) {
    return target;
  }
  const std::string location(place.substr(colon + 1));
  const ProviderInfo* info = find_provider(provider);
  if (info != nullptr && info->location_option.empty()) {
    return tl::unexpected(Error{
        ErrorCode::invalid_input,
        "provider '" + std::string(provider) + "' takes no location: leave out ':" + location + "'",
        where});
  }
  const std::string option(info != nullptr ? info->location_option : "path");
  target.options.emplace(option, Declared<std::string>{location, where});
  return target;
}

Error unknown_target(const TargetDeclaration& target,
                     const std::vector<TargetDeclaration>& declared) {
  std::vector<std::string_view> names;
  std::string known;
  for (const TargetDeclaration& candidate : declared) {
    names.push_back(candidate.name);
    known += (known.empty() ? "" : ", ") + candidate.name;
  }
  const std::string hint = did_you_mean(target.name, names);
  return {ErrorCode::not_found,
          "the manifest declares no target '" + target.name + "'" +
              (hint.empty() ? "; there are: " + known : hint),
          target.at};
}

}  // namespace

Result<TargetDeclaration> parse_target_option(const std::string& text) {
  const Location where{"--target", 0, 0};
  const std::size_t equals = text.find('=');
  if (equals == std::string::npos || equals == 0 || equals + 1 == text.size()) {
    return tl::unexpected(Error{ErrorCode::invalid_input,
                                "expected NAME=PROVIDER[:LOCATION], not '" + text + "'", where});
  }
  return make_target(text.substr(0, equals), std::string_view(text).substr(equals + 1), where);
}

Result<TargetDeclaration> parse_place(const std::string& text) {
  return make_target(text, text, Location{text, 0, 0});
}

bool is_place(std::string_view text) {
  return text.find(':') != std::string_view::npos || find_provider(text) != nullptr;
}

bool names_provider(std::string_view text) {
  return find_provider(text.substr(0, text.find(':'))) != nullptr;
}

Reach reach_of(const TargetDeclaration& target) {
  const ProviderInfo* info = find_provider(target.provider.value);
  if (info == nullptr || info->user_location.empty()) {
    return Reach::machine;
  }
  return location_of(target) == info->user_location ? Reach::user : Reach::machine;
}

bool is_available(const TargetDeclaration& target) {
  const ProviderInfo* info = find_provider(target.provider.value);
  return info != nullptr && info->unavailable.empty();
}

Result<void> replace_targets(std::vector<TargetDeclaration>& declared,
                             std::span<const std::string> options, ExtraTargets extra) {
  for (const std::string& option : options) {
    auto target = parse_target_option(option);
    if (!target) {
      return tl::unexpected(target.error());
    }
    const auto same =
        std::find_if(declared.begin(), declared.end(),
                     [&](const TargetDeclaration& other) { return other.name == target->name; });
    if (same != declared.end()) {
      *same = std::move(*target);
    } else if (extra == ExtraTargets::allowed) {
      declared.push_back(std::move(*target));
    } else {
      return tl::unexpected(unknown_target(*target, declared));
    }
  }
  return {};
}

TargetLabel label_of(const TargetDeclaration& target) {
  return {target.name, target.provider.value, location_of(target)};
}

}  // namespace trustctl
