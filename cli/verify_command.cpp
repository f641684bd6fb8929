#include <algorithm>
#include <utility>

#include "cli/commands.hpp"
#include "cli/manifest_source.hpp"
#include "cli/planning.hpp"
#include "cli/progress.hpp"
#include "engine/formats/certificate_source.hpp"
#include "engine/manifest/resolve.hpp"
#include "engine/model/signature.hpp"
#include "engine/platform/read_file.hpp"
#include "engine/render/render_verify.hpp"
#include "engine/verify/verify.hpp"
#include "providers/builtin.hpp"

namespace trustctl {

namespace {

Result<std::vector<Certificate>> read_file(const std::string& path) {
  const auto bytes = read_regular_file(path, source_size_limit);
  if (!bytes) {
    return tl::unexpected(bytes.error());
  }
  auto certificates = read_certificates(*bytes);
  if (!certificates) {
    return tl::unexpected(
        Error{certificates.error().code, certificates.error().message, Location{path, 0, 0}});
  }
  return certificates;
}

// The leaf is the first certificate of the first file.
Result<std::vector<Certificate>> read_files(const std::vector<std::string>& paths) {
  std::vector<Certificate> all;
  for (const std::string& path : paths) {
    const auto certificates = read_file(path);
    if (!certificates) {
      return certificates;
    }
    all.insert(all.end(), certificates->begin(), certificates->end());
  }
  return all;
}

// Who asks for a name asks a server.
std::optional<Oid> asked_purpose(const Options& options) {
  static const Oid server_auth = *Oid::parse("server_auth");
  return options.name.has_value() && !options.purpose.has_value() ? server_auth : options.purpose;
}

Question make_question(std::vector<Certificate> presented, const Options& options) {
  Question question{presented.front()};
  question.sent.assign(std::next(presented.begin()), presented.end());
  question.at = judged_time(options);
  question.name = options.name;
  question.purpose = asked_purpose(options);
  return question;
}

Result<TargetState> read_stores(const TargetDeclaration& target, const Options& options) {
  TerminalProgress progress;
  const auto provider = make_provider(target, {state_directory(options).value_or(""), &progress});
  if (!provider) {
    return tl::unexpected(provider.error());
  }
  return (*provider)->read(Selection());
}

ExitCode exit_code(Trust trust) {
  switch (trust) {
    case Trust::trusted:
      return ExitCode::done;
    case Trust::untrusted:
      return ExitCode::differences;
    case Trust::could_not_tell:
      return ExitCode::error;
  }
  return ExitCode::error;
}

// One question put to every target, in one view or in both.
class Verifier {
 public:
  explicit Verifier(const Options& options) : m_options(options) {}

  void ask(Question question, const TargetDeclaration& target) {
    const auto stores = read_stores(target, m_options);
    if (!stores) {
      m_errors.push_back(stores.error());
      m_code = graver(m_code, ExitCode::error);
      return;
    }
    ask(question, View::machine, target, *stores);
    if (m_options.strict) {
      ask(question, View::strict, target, *stores);
    }
  }

  const std::vector<Verification>& verifications() const { return m_verifications; }
  const std::vector<Error>& errors() const { return m_errors; }
  ExitCode code() const { return m_code; }

 private:
  void ask(Question& question, View view, const TargetDeclaration& target,
           const TargetState& stores) {
    question.view = view;
    m_verifications.push_back({label_of(target), view, verify(question, stores, signed_by)});
    m_code = graver(m_code, exit_code(m_verifications.back().answer.trust));
  }

  const Options& m_options;
  std::vector<Verification> m_verifications;
  std::vector<Error> m_errors;
  ExitCode m_code = ExitCode::done;
};

ExitCode refuse(const std::vector<Error>& errors, const Options& options, Output& output) {
  output.errors(errors);
  if (options.format == Format::json) {
    output.result(verify_json(nullptr, {}, errors));
  }
  return ExitCode::error;
}

}  // namespace

ExitCode run_verify(const Options& options, Output& output) {
  const auto presented = read_files(options.arguments);
  if (!presented) {
    return refuse({presented.error()}, options, output);
  }
  const auto targets = chosen_targets(options);
  if (!targets) {
    return refuse(targets.error(), options, output);
  }
  const Question question = make_question(*presented, options);
  Verifier verifier(options);
  for (const TargetDeclaration& target : *targets) {
    verifier.ask(question, target);
  }
  output.errors(verifier.errors());
  if (options.format == Format::json) {
    output.result(verify_json(&question, verifier.verifications(), verifier.errors()));
  } else {
    output.result(
        verify_text(question, verifier.verifications(), Presented::by_file, output.colours()));
  }
  return verifier.code();
}

}  // namespace trustctl
