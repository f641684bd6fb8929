#include "cli/manifest_source.hpp"

#include "cli/builtin_targets.hpp"
#include "cli/document_kind.hpp"
#include "engine/manifest/parse_manifest.hpp"
#include "engine/model/nearest.hpp"
#include "engine/platform/read_file.hpp"
#include "engine/platform/state_directory.hpp"
#include "providers/builtin.hpp"

namespace trustctl {

namespace {

// A saved plan holds certificates; parse_manifest has a limit of its own.
constexpr std::size_t plan_file_limit = std::size_t{64} * 1024 * 1024;

std::vector<Error> only(Error error) { return {std::move(error)}; }

// "not found" of the file that nobody named wants another word than of one that somebody did.
Error with_advice(Error error, const Options& options) {
  if (error.code == ErrorCode::not_found && options.arguments.empty()) {
    error.message += "; name a manifest: trustctl " + options.command + " MANIFEST";
  }
  return error;
}

Checked<std::vector<TargetDeclaration>> targets_of(const Options& options) {
  std::vector<TargetDeclaration> targets;
  const auto text = read_regular_file(default_manifest, manifest_size_limit);
  if (text.has_value()) {
    auto manifest = parse_manifest(as_text(*text), default_manifest);
    if (!manifest) {
      return tl::unexpected(manifest.error());
    }
    targets = std::move(manifest->targets);
  } else if (text.error().code != ErrorCode::not_found) {
    return tl::unexpected(only(text.error()));
  }
  if (auto replaced = replace_targets(targets, options.targets, ExtraTargets::allowed); !replaced) {
    return tl::unexpected(only(replaced.error()));
  }
  return targets;
}

// This computer's own stores, where this build has them.
std::optional<TargetDeclaration> own_stores() {
  const auto own = parse_place("cryptoapi");
  for (const ProviderInfo& info : builtin_providers()) {
    if (own.has_value() && info.name == own->provider.value && info.unavailable.empty()) {
      return *own;
    }
  }
  return std::nullopt;
}

Checked<Manifest> parse(std::string_view text, const std::string& path) {
  if (auto other = other_than_manifest(text, path)) {
    return tl::unexpected(only(*std::move(other)));
  }
  return parse_manifest(text, path);
}

}  // namespace

std::string manifest_path(const Options& options) {
  return options.arguments.empty() ? default_manifest : options.arguments.front();
}

Result<Bytes> read_manifest(const std::string& path, const Options& options) {
  return read_regular_file(path, plan_file_limit).map_error([&options](Error error) {
    return with_advice(std::move(error), options);
  });
}

Result<Bytes> read_manifest_to_apply(const std::string& path, const Options& options) {
  return read_trusted_file(path, plan_file_limit, options.trust_owners)
      .map_error([&options](Error error) { return with_advice(std::move(error), options); });
}

ManifestInput load_manifest(const std::string& path, const Options& options, ExtraTargets extra) {
  return manifest_from(read_manifest(path, options), path, options, extra);
}

ManifestInput manifest_from(const Result<Bytes>& text, const std::string& path,
                            const Options& options, ExtraTargets extra) {
  if (!text) {
    return {tl::unexpected(only(text.error())), path, std::nullopt};
  }
  ManifestInput input{parse(as_text(*text), path), path, Fingerprint::of(*text)};
  if (!input.manifest) {
    return input;
  }
  if (auto replaced = replace_targets(input.manifest->targets, options.targets, extra); !replaced) {
    input.manifest = tl::unexpected(only(replaced.error()));
  } else if (options.max_removals.has_value()) {
    input.manifest->policy.max_removals = *options.max_removals;
  }
  return input;
}

DocumentHead head_of(const Options& options, const ManifestInput& input) {
  DocumentHead head = document_head(options);
  head.manifest = input.path;
  head.manifest_sha256 = input.sha256;
  if (input.manifest.has_value() && input.manifest->site.has_value()) {
    head.site = input.manifest->site->value;
  }
  return head;
}

Checked<std::vector<TargetDeclaration>> named_targets(const Options& options) {
  if (!options.arguments.empty() && is_place(options.arguments.front())) {
    auto target = parse_place(options.arguments.front());
    if (!target) {
      return tl::unexpected(only(target.error()));
    }
    return std::vector{std::move(*target)};
  }
  auto targets = targets_of(options);
  if (!targets || options.arguments.empty()) {
    if (targets.has_value() && targets->empty()) {
      return tl::unexpected(
          only({ErrorCode::not_found,
                "there is no site.yaml here that names targets; name one: trustctl " +
                    options.command + " directory:DIR"}));
    }
    return targets;
  }
  std::vector<std::string_view> names;
  for (const TargetDeclaration& target : *targets) {
    if (target.name == options.arguments.front()) {
      return std::vector{target};
    }
    names.push_back(target.name);
  }
  return tl::unexpected(
      only({ErrorCode::not_found, "no target is named '" + options.arguments.front() + "'" +
                                      did_you_mean(options.arguments.front(), names) +
                                      "; a place is written PROVIDER:LOCATION"}));
}

namespace {

// NAME=PROVIDER:LOCATION says all of it, and site.yaml is not asked.
Checked<std::vector<TargetDeclaration>> chosen_by(const std::string& text, Options options) {
  if (text.find('=') != std::string::npos) {
    auto target = parse_target_option(text);
    return target ? Checked<std::vector<TargetDeclaration>>(std::vector{*std::move(target)})
                  : tl::unexpected(only(target.error()));
  }
  options.targets.clear();
  options.arguments = {text};
  return named_targets(options);
}

}  // namespace

Checked<std::vector<TargetDeclaration>> chosen_targets(const Options& options) {
  Options every = options;
  every.arguments.clear();
  std::vector<TargetDeclaration> chosen;
  for (const std::string& text : options.targets) {
    auto targets = chosen_by(text, every);
    if (!targets) {
      return targets;
    }
    chosen.insert(chosen.end(), targets->begin(), targets->end());
  }
  if (!chosen.empty()) {
    return chosen;
  }
  auto declared = targets_of(every);
  const auto own = own_stores();
  if (declared.has_value() && declared->empty() && own.has_value()) {
    return std::vector{*own};
  }
  return declared;
}

Result<std::string> state_directory(const Options& options, StateOwner owner) {
  return options.state_directory.has_value() ? Result<std::string>(*options.state_directory)
                                             : default_state_directory(owner);
}

}  // namespace trustctl
