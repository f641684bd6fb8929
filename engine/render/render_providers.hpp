#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/render/view_settings.hpp"

namespace trustctl {

/// One row of the table of providers, as people and scripts are shown it.
struct ProviderDescription {
  struct Option {
    std::string_view name;
    std::string_view help;
    bool required;
  };
  std::string_view name;
  std::string_view summary;
  std::string_view holds;
  std::vector<Option> options;
  std::string_view location_option;  ///< what PROVIDER:LOCATION sets; empty: it takes no location
  std::string_view unavailable;      ///< why this build does not have it; empty: it has
};

/// A paragraph a provider: what it is for, whether it is there, what it holds, its options.
std::string providers_text(const DocumentHead& head, std::span<const ProviderDescription> providers,
                           const DocumentTail& tail, const ViewSettings& settings);
/// The same as JSON (schemas/report.schema.json, kind trustctl-providers).
std::string providers_json(const DocumentHead& head, std::span<const ProviderDescription> providers,
                           const DocumentTail& tail, const ViewSettings& settings);

}  // namespace trustctl
