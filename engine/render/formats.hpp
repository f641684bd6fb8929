#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/operation/target_run.hpp"
#include "engine/render/render_explain.hpp"
#include "engine/render/render_lint.hpp"
#include "engine/render/render_pin.hpp"
#include "engine/render/render_providers.hpp"
#include "engine/render/render_show.hpp"
#include "engine/render/render_verify.hpp"
#include "engine/render/view_settings.hpp"
#include "engine/result.hpp"

namespace trustctl {

template <class Item>
using ViewFactory = std::unique_ptr<View<Item>> (*)(TextSink& sink, const ViewSettings& settings);

/// One way to print the results of some commands. A row of the one table of formats: whether a
/// command has a format, and what makes it, is asked here and nowhere else.
struct Format {
  std::string_view name;  ///< as `--format` names it
  std::vector<std::string_view> commands;
  std::variant<ViewFactory<TargetRun>, ViewFactory<ShownTarget>, ViewFactory<LintReport>,
               ViewFactory<VerifyReport>, ViewFactory<Explanation>, ViewFactory<PinnedFile>,
               ViewFactory<ProviderDescription>>
      make;
};
std::span<const Format> formats();

/// What is printed where nothing else is asked for; for people, and so a question may stand in it.
inline constexpr std::string_view format_for_people = "text";

/// Whether a format is made for people and not for programs.
inline bool is_for_people(std::string_view format) { return format == format_for_people; }

/// "text or json": what a command can print; every name where it is empty.
std::vector<std::string_view> formats_of(std::string_view command);
/// Fails with invalid_input, naming what there is, where the command has no such format.
Result<void> check_format(std::string_view format, std::string_view command);

/// The view of a format that check_format has let pass for this command. `Item` is what the
/// command's operation gives; anything else is a bug.
template <class Item>
std::unique_ptr<View<Item>> make_view(std::string_view format, std::string_view command,
                                      TextSink& sink, const ViewSettings& settings) {
  for (const Format& row : formats()) {
    for (const std::string_view name : row.commands) {
      if (row.name == format && name == command) {
        return std::get<ViewFactory<Item>>(row.make)(sink, settings);
      }
    }
  }
  return nullptr;
}

}  // namespace trustctl
