#include <algorithm>
#include <functional>
#include <utility>

#include "cli/builtin_targets.hpp"
#include "cli/commands.hpp"
#include "cli/manifest_source.hpp"
#include "cli/output.hpp"
#include "cli/read_target.hpp"
#include "cli/server_argument.hpp"
#include "cli/target_option.hpp"
#include "engine/formats/certificate_source.hpp"
#include "engine/manifest/resolve.hpp"
#include "engine/model/signature.hpp"
#include "engine/plan/rules.hpp"
#include "engine/platform/read_file.hpp"
#include "engine/render/formats.hpp"
#include "engine/verify/held_issuers.hpp"
#include "engine/verify/verify.hpp"
#include "providers/builtin.hpp"

namespace trustctl {

namespace {

Result<CertificateSource> read_file(const std::string& path) {
  const auto bytes = read_regular_file(path, source_size_limit);
  if (!bytes) {
    Error error = bytes.error();
    if (error.code == ErrorCode::not_found) {
      error.message += "; a server is written as HOST:PORT";
    }
    return tl::unexpected(nearly_a_server(path).value_or(error));
  }
  auto held = read_source(*bytes);
  if (!held) {
    return tl::unexpected(Error{held.error().code, held.error().message, Location{path, 0, 0}});
  }
  return held;
}

// What is to be judged, the leaf first, and who sent it.
struct Presented {
  std::vector<Certificate> certificates;
  std::optional<HostName> name;
  std::optional<PeerFacts> peer = std::nullopt;
  std::vector<std::string> passed_over = {};
};

// The leaf is the first certificate of the first file.
Result<Presented> read_files(const Options& options) {
  Presented presented{{}, options.name};
  for (const std::string& path : options.arguments) {
    if (named_server(path).has_value()) {
      return tl::unexpected(
          Error{ErrorCode::invalid_input, "'" + path +
                                              "' is a server, and is asked alone: leave out "
                                              "the other arguments, or name files only"});
    }
    const auto held = read_file(path);
    if (!held) {
      return tl::unexpected(held.error());
    }
    presented.certificates.insert(presented.certificates.end(), held->certificates.begin(),
                                  held->certificates.end());
    if (!held->passed_over.empty()) {
      presented.passed_over.push_back(path + " holds " + text_of(held->passed_over));
    }
  }
  return presented;
}

Result<Presented> read_server(const Endpoint& server, const Options& options) {
  auto asked = ask_server(server, options);
  if (!asked) {
    return tl::unexpected(asked.error());
  }
  Presentation& sent = asked->sent;
  PeerFacts peer{to_string(server),
                 sent.protocol,
                 sent.certificates_sent,
                 sent.certificates.size(),
                 sent.asks_for_client_certificate,
                 std::move(sent.acceptable_issuers)};
  return Presented{std::move(sent.certificates), asked->name, std::move(peer)};
}

Result<Presented> present(const Options& options) {
  const auto server = options.arguments.size() == 1 ? named_server(options.arguments.front())
                                                    : std::optional<Endpoint>();
  return server.has_value() ? read_server(*server, options) : read_files(options);
}

// Who asks for a name asks a server.
std::optional<Oid> asked_purpose(const Presented& presented, const Options& options) {
  static const Oid server_auth = *Oid::parse("server_auth");
  return presented.name.has_value() && !options.purpose.has_value() ? server_auth : options.purpose;
}

Question make_question(const Presented& presented, const Options& options) {
  Question question{presented.certificates.front()};
  question.sent.assign(std::next(presented.certificates.begin()), presented.certificates.end());
  if (presented.peer.has_value()) {
    question.sent_beyond = presented.peer->certificates_sent - presented.peer->certificates_used;
  }
  question.at = judged_time(options);
  question.name = presented.name;
  question.purpose = asked_purpose(presented, options);
  return question;
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

// Ours and Windows', where it was asked. One that fetched has answered what ours left open.
ExitCode code_of(const Verification& verification) {
  const auto& system = verification.system;
  if (!system.has_value()) {
    return exit_code(verification.answer.trust);
  }
  const bool answered = system->fetched && is_open_to_fetching(verification.answer);
  return graver(answered ? ExitCode::done : exit_code(verification.answer.trust),
                system->trusted() ? ExitCode::done : ExitCode::differences);
}

// One question put to every target, in one view or in both.
class Verifier {
 public:
  Verifier(const Presented& presented, const Options& options)
      : m_presented(presented), m_options(options) {}

  void ask(Question question, const TargetDeclaration& target) {
    // With what Windows keeps beside a certificate: some of it is distrust.
    const auto stores =
        read_state(target, {.stores = std::nullopt, .detail = Detail::raw, .inherited = true});
    if (!stores) {
      m_errors.push_back(stores.error());
      m_code = graver(m_code, ExitCode::error);
      return;
    }
    ask(question, Viewpoint::machine, target, *stores);
    if (m_options.ask_system.has_value()) {
      ask_windows(question, target);
    }
    m_code = graver(m_code, code_of(m_verifications.back()));
    if (m_options.strict) {
      ask(question, Viewpoint::strict, target, *stores);
      m_code = graver(m_code, code_of(m_verifications.back()));
    }
  }

  const std::vector<Verification>& verifications() const { return m_verifications; }
  const std::vector<Error>& errors() const { return m_errors; }
  ExitCode code() const { return m_code; }

 private:
  void ask(Question& question, Viewpoint view, const TargetDeclaration& target,
           const TargetState& stores) {
    question.view = view;
    Answer answer = verify(question, stores, std::ref(m_signed_by));
    const auto objection = [&](const Certificate& certificate, const StoreName& store) {
      return objection_to(certificate, store, question.at, ask_openssl);
    };
    JudgedCures judged = judge_cures(question, stores, answer, std::ref(m_signed_by), objection);
    m_verifications.push_back({label_of(target), view, std::move(answer), std::move(judged)});
    if (m_presented.peer.has_value()) {
      m_verifications.back().held_issuers =
          held_issuers(m_presented.peer->acceptable_issuers, stores);
    }
  }

  // The machine's view is the last one, and gets Windows' verdict beside it.
  void ask_windows(const Question& question, const TargetDeclaration& target) {
    auto answer = ask_system(target, question, *m_options.ask_system);
    if (!answer) {
      m_errors.push_back(answer.error());
      m_code = graver(m_code, ExitCode::error);
      return;
    }
    m_verifications.back().system = *std::move(answer);
  }

  const Presented& m_presented;
  const Options& m_options;
  SignatureVerifier m_signed_by;
  std::vector<Verification> m_verifications;
  std::vector<Error> m_errors;
  ExitCode m_code = ExitCode::done;
};

ExitCode refuse(const std::vector<Error>& errors, const Options& options, Output& output) {
  output.errors(errors);
  const auto view =
      make_view<VerifyReport>(options.format, "verify", output, output.view_settings());
  view->begin(document_head(options));
  view->end({errors});
  return ExitCode::error;
}

// Said before a server is asked.
std::vector<Error> cannot_ask_system(const std::vector<TargetDeclaration>& targets,
                                     const Options& options) {
  std::vector<Error> errors;
  for (const TargetDeclaration& target : targets) {
    const auto can = options.ask_system.has_value() ? check_asks_system(target) : Result<void>();
    if (!can && (errors.empty() || errors.back().message != can.error().message)) {
      errors.push_back(can.error());
    }
  }
  return errors;
}

}  // namespace

ExitCode run_verify(const Options& options, Output& output) {
  const auto targets = chosen_targets(options);
  if (!targets) {
    return refuse(targets.error(), options, output);
  }
  if (targets->empty()) {
    return refuse({{ErrorCode::not_found,
                    "there is no site.yaml here that names targets; name one: --target "
                    "machine=directory:DIR"}},
                  options, output);
  }
  if (const auto errors = cannot_ask_system(*targets, options); !errors.empty()) {
    return refuse(errors, options, output);
  }
  const auto presented = present(options);
  if (!presented) {
    return refuse({presented.error()}, options, output);
  }
  const Question question = make_question(*presented, options);
  Verifier verifier(*presented, options);
  for (const TargetDeclaration& target : *targets) {
    verifier.ask(question, target);
  }
  output.errors(verifier.errors());
  DocumentHead head = document_head(options);
  head.as_of = question.at;
  const auto view =
      make_view<VerifyReport>(options.format, "verify", output, output.view_settings());
  view->begin(head);
  view->add({question, verifier.verifications(), presented->peer, presented->passed_over});
  view->end({verifier.errors()});
  return verifier.code();
}

}  // namespace trustctl
