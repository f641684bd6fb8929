#include "cli/commands.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/schemas.hpp"
#include "engine/model/nearest.hpp"

namespace trustctl {

ExitCode run_schema(const Options& options, Output& output) {
  const std::string& name = options.arguments.front();
  std::vector<std::string_view> names;
  std::string known;
  for (const EmbeddedSchema& schema : embedded_schemas()) {
    if (schema.name == name) {
      output.write(schema.text);
      return ExitCode::done;
    }
    names.push_back(schema.name);
    known += (known.empty() ? "" : ", ") + std::string(schema.name);
  }
  const std::string hint = did_you_mean(name, names);
  output.error({ErrorCode::not_found, "there is no schema '" + name + "'" +
                                          (hint.empty() ? "; there are: " + known : hint)});
  return ExitCode::error;
}

}  // namespace trustctl
