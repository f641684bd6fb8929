#include "providers/builtin.hpp"

#include <algorithm>
#include <array>

#include "engine/model/nearest.hpp"
#include "engine/platform/home_directory.hpp"
#include "engine/platform/real_path.hpp"
#include "engine/text/ascii.hpp"
#include "engine/text/path_slip.hpp"
#include "providers/cryptoapi/chain_engine.hpp"
#include "providers/cryptoapi/cryptoapi_provider.hpp"
#include "providers/directory/directory_provider.hpp"
#include "providers/snapshot/snapshot_provider.hpp"

namespace trustctl {

namespace {

constexpr std::array directory_options = {
    ProviderOption{"path", "the directory; relative to the manifest, ~ is the home folder", true}};

Error at(ErrorCode code, std::string message, const Location& where) {
  return {code, std::move(message),
          where.file.empty() && where.line == 0 ? std::nullopt : std::optional(where)};
}

// A path as a person writes it: absolute, below ~, or relative to the manifest.
Result<std::string> path_option(const TargetDeclaration& target, const std::string& option) {
  const Declared<std::string>& declared = target.options.at(option);
  const std::string& path = declared.value;
  const auto bad = [&](const std::string& why) {
    return tl::unexpected(at(ErrorCode::invalid_input,
                             "option '" + option + "' of target '" + target.name + "' " + why,
                             declared.at));
  };
  if (path.empty()) {
    return bad("is empty; name a path");
  }
  if (path.find('\0') != std::string::npos) {
    return bad("holds a NUL, which no path can");
  }
  if (const auto slip = path_slip(path)) {
    return bad(*slip);
  }
  if (path == "~" || path.starts_with("~/")) {
    const auto home = home_directory();
    return home ? Result<std::string>(*home + path.substr(1))
                : bad("begins with ~, and there is no home folder; write the whole path");
  }
  if (is_absolute_path(path) || target.base_directory.empty() || target.base_directory == ".") {
    return path;
  }
  return target.base_directory + (target.base_directory.ends_with('/') ? "" : "/") + path;
}

Result<std::unique_ptr<Provider>> make_directory(const TargetDeclaration& target,
                                                 Progress* progress) {
  auto path = path_option(target, "path");
  if (!path) {
    return tl::unexpected(path.error());
  }
  return make_directory_provider(std::move(*path), progress);
}

constexpr std::array snapshot_options = {
    ProviderOption{"file", "the snapshot; relative to the manifest, ~ is the home folder", true}};

Result<std::unique_ptr<Provider>> make_snapshot(const TargetDeclaration& target, Progress*) {
  auto path = path_option(target, "file");
  if (!path) {
    return tl::unexpected(path.error());
  }
  return make_snapshot_provider(std::move(*path));
}

constexpr std::array cryptoapi_options = {
    ProviderOption{"location", "whose stores: LocalMachine (the default) or CurrentUser", false}};

constexpr std::array<std::string_view, 2> store_locations = {"LocalMachine", "CurrentUser"};

Result<StoreLocation> store_location(const TargetDeclaration& target) {
  const std::string location = location_of(target);
  if (!target.options.contains("location") || location == store_locations[0]) {
    return StoreLocation::local_machine;
  }
  if (location == store_locations[1]) {
    return StoreLocation::current_user;
  }
  return tl::unexpected(at(ErrorCode::invalid_input,
                           "option 'location' of target '" + target.name +
                               "' is LocalMachine or CurrentUser, not '" + location + "'" +
                               did_you_mean(location, store_locations),
                           target.options.at("location").at));
}

Result<std::unique_ptr<Provider>> make_cryptoapi(const TargetDeclaration& target,
                                                 Progress* progress) {
  const auto location = store_location(target);
  if (!location) {
    return tl::unexpected(location.error());
  }
  return make_cryptoapi_provider(*location, progress);
}

constexpr std::string_view everything = "friendly name, description, purposes, owners; any store";

// The one table, sorted by name.
const std::array table = {
    ProviderInfo{"cryptoapi", "the certificate stores of this Windows computer", everything,
                 cryptoapi_options, "location", store_locations, store_locations[1],
                 cryptoapi_unavailable, make_cryptoapi},
    ProviderInfo{"directory",
                 "a directory of PEM files, made for git",
                 everything,
                 directory_options,
                 "path",
                 {},
                 "",
                 "",
                 make_directory},
    ProviderInfo{"snapshot",
                 "one JSON file: a target's stores, written down",
                 everything,
                 snapshot_options,
                 "file",
                 {},
                 "",
                 "",
                 make_snapshot},
};

Result<const ProviderInfo*> find_provider(const TargetDeclaration& target) {
  std::vector<std::string_view> names;
  for (const ProviderInfo& info : table) {
    if (info.name == target.provider.value) {
      return &info;
    }
    names.push_back(info.name);
  }
  std::string known;
  for (const std::string_view name : names) {
    known += (known.empty() ? "" : ", ") + std::string(name);
  }
  const std::string hint = did_you_mean(target.provider.value, names);
  return tl::unexpected(at(ErrorCode::invalid_input,
                           "unknown provider '" + target.provider.value + "'" +
                               (hint.empty() ? "; there are: " + known : hint),
                           target.provider.at));
}

// Where another provider calls its place so, the name that it has here; else the nearest one.
std::string right_option(const std::string& name, const ProviderInfo& info,
                         const std::vector<std::string_view>& names) {
  const bool is_a_place = std::any_of(table.begin(), table.end(), [&](const ProviderInfo& other) {
    return other.location_option == name;
  });
  return is_a_place && !info.location_option.empty()
             ? "; its place is named by '" + std::string(info.location_option) + "'"
             : did_you_mean(name, names);
}

Result<void> check_options(const TargetDeclaration& target, const ProviderInfo& info) {
  std::vector<std::string_view> names;
  for (const ProviderOption& option : info.options) {
    names.push_back(option.name);
  }
  for (const auto& [name, declared] : target.options) {
    if (std::find(names.begin(), names.end(), name) == names.end()) {
      return tl::unexpected(at(ErrorCode::invalid_input,
                               "provider '" + std::string(info.name) + "' has no option '" + name +
                                   "'" + right_option(name, info, names),
                               declared.at));
    }
  }
  for (const ProviderOption& option : info.options) {
    if (option.required && !target.options.contains(std::string(option.name))) {
      return tl::unexpected(at(ErrorCode::invalid_input,
                               "target '" + target.name + "' needs the option '" +
                                   std::string(option.name) + "' of provider '" +
                                   std::string(info.name) + "': " + std::string(option.help),
                               target.provider.at));
    }
  }
  return {};
}

}  // namespace

std::span<const ProviderInfo> builtin_providers() { return table; }

Result<std::unique_ptr<Provider>> make_provider(const TargetDeclaration& target,
                                                Progress* progress) {
  const auto info = find_provider(target);
  if (!info) {
    return tl::unexpected(info.error());
  }
  if (!(*info)->unavailable.empty()) {
    return tl::unexpected(
        at(ErrorCode::unsupported,
           "provider '" + target.provider.value + "' is " + std::string((*info)->unavailable) +
               "; --target NAME=PROVIDER:LOCATION puts another target in its place",
           target.provider.at));
  }
  if (auto good = check_options(target, **info); !good) {
    return tl::unexpected(good.error());
  }
  return (*info)->make(target, progress);
}

std::string location_of(const TargetDeclaration& target) {
  const auto info = find_provider(target);
  const auto declared =
      info ? target.options.find(std::string((*info)->location_option)) : target.options.end();
  if (declared == target.options.end()) {
    return {};
  }
  const std::string& written = declared->second.value;
  for (const std::string_view location : (*info)->locations) {
    if (equal_ignoring_case(location, written)) {
      return std::string(location);
    }
  }
  return written;
}

std::string path_of(const TargetDeclaration& target) {
  const auto info = find_provider(target);
  if (!info || !(*info)->user_location.empty() ||
      !target.options.contains(std::string((*info)->location_option))) {
    return {};
  }
  return path_option(target, std::string((*info)->location_option)).value_or("");
}

Result<void> check_asks_system(const TargetDeclaration& target) {
  if (!cryptoapi_unavailable.empty()) {
    return tl::unexpected(
        Error{ErrorCode::unsupported, "--system asks Windows itself, and so needs Windows"});
  }
  if (target.provider.value != "cryptoapi") {
    return tl::unexpected(at(ErrorCode::unsupported,
                             "--system asks Windows about the stores of this computer, and target "
                             "'" +
                                 target.name + "' is of provider '" + target.provider.value +
                                 "'; name one: --target machine=cryptoapi",
                             target.provider.at));
  }
  return {};
}

Result<SystemAnswer> ask_system(const TargetDeclaration& target, const Question& question,
                                Fetching fetching) {
  if (auto can = check_asks_system(target); !can) {
    return tl::unexpected(can.error());
  }
  const auto location = store_location(target);
  if (!location) {
    return tl::unexpected(location.error());
  }
  return ask_chain_engine(question, *location, fetching);
}

}  // namespace trustctl
