#include "cli/builtin_targets.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <utility>

#include "cli/file_path.hpp"
#include "cli/log.hpp"
#include "cli/process.hpp"
#include "cli/target_option.hpp"
#include "engine/platform/real_path.hpp"
#include "providers/builtin.hpp"

namespace trustctl {

namespace {

// Where the provider must be told a place, as of a folder or a file: a computer has its own stores.
bool has_path(const TargetDeclaration& target) {
  const auto providers = builtin_providers();
  return std::any_of(providers.begin(), providers.end(), [&target](const ProviderInfo& info) {
    return info.name == target.provider.value &&
           std::any_of(info.options.begin(), info.options.end(),
                       [&info](const ProviderOption& option) {
                         return option.required && option.name == info.location_option;
                       });
  });
}

Time present_time() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

}  // namespace

Result<std::unique_ptr<Provider>> BuiltinTargets::open(const TargetDeclaration& target) {
  log_event("target " + target.name + ": " + place_of(target));
  return make_provider(target, &m_progress);
}

TargetTraits BuiltinTargets::traits_of(const TargetDeclaration& target) const {
  return {label_of(target), place_of(target), has_path(target)};
}

TargetDeclaration BuiltinTargets::for_good(TargetDeclaration target) const {
  target.base_directory = absolute_path(target.base_directory);
  return target;
}

Deadline SteadyClock::deadline_in(std::chrono::seconds wait) const {
  return {std::chrono::steady_clock::now() + wait};
}

std::string absolute_path(const std::string& path) {
  std::error_code failed;
  const auto whole = std::filesystem::absolute(file_path(path.empty() ? "." : path), failed);
  return failed ? path : utf8_of(whole.lexically_normal());
}

std::string place_of(const TargetDeclaration& target) {
  const TargetLabel label = label_of(target);
  const std::string path = path_of(target);
  const std::string location = path.empty() ? label.location : absolute_path(path);
  return label.provider + (location.empty() ? "" : ":" + location);
}

Time judged_time(const Options& options) { return options.at.value_or(present_time()); }

DocumentHead document_head(const Options& options) {
  const Time now = present_time();
  return {options.command, TRUSTCTL_VERSION, host_name().value_or(""), now,
          options.at.value_or(now)};
}

}  // namespace trustctl
