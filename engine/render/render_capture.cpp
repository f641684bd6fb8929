#include "engine/render/render_capture.hpp"

#include <algorithm>

#include "engine/model/time.hpp"
#include "engine/render/escape.hpp"
#include "engine/render/yaml_text.hpp"
#include "engine/text/words.hpp"

namespace trustctl {

namespace {

std::string text_line(std::string_view key, const std::optional<std::string>& text) {
  return text.has_value() ? "    " + std::string(key) + ": " + yaml_text(*text) + '\n' : "";
}

std::string purposes_line(const std::optional<std::set<Oid>>& purposes) {
  if (!purposes.has_value()) {
    return "";
  }
  std::string all;
  for (const Oid& purpose : *purposes) {
    all += (all.empty() ? "" : ", ") + yaml_text(purpose.purpose_name());
  }
  return "    purposes: " + (all.empty() ? "none" : '[' + all + ']') + '\n';
}

std::string origin_comment(const std::set<Origin>& origins) {
  if (origins.empty() || origins.contains(Origin::local)) {
    return "";
  }
  return "    # came by " + std::string(to_string(*origins.begin())) + '\n';
}

std::string certificate_yaml(const CapturedCertificate& captured) {
  const Certificate& certificate = captured.certificate;
  return "  " + yaml_text(captured.alias) + ":\n    # " + escape(certificate.subject_text()) +
         ", expires " + date(certificate.not_after()) + '\n' + origin_comment(captured.origins) +
         "    source: " + yaml_text("certs/" + captured.file) + '\n' +
         "    sha256: " + yaml_text(certificate.fingerprint().hex()) + '\n' +
         text_line("friendly_name", captured.properties.friendly_name) +
         text_line("description", captured.properties.description) +
         purposes_line(captured.properties.purposes);
}

// One a line, so that a change of one is a change of one line.
std::string list_yaml(const std::vector<std::string>& aliases) {
  std::string text;
  for (const std::string& alias : aliases) {
    text += "      - " + yaml_text(alias) + '\n';
  }
  return text;
}

std::string chains_yaml(const std::vector<CapturedChain>& chains) {
  std::string text = chains.empty() ? "" : "\nchains:\n";
  for (const CapturedChain& chain : chains) {
    text += "  " + yaml_text(chain.name) + ":\n    certificates:\n" + list_yaml(chain.certificates);
  }
  return text;
}

std::string stores_yaml(const std::vector<CapturedStore>& stores) {
  std::string text = stores.empty() ? "" : "\nstores:\n";
  for (const CapturedStore& store : stores) {
    text += "  - store: " + yaml_text(store.store.text()) +
            (store.store.well_known() ? "" : "\n    custom: true") + "\n    present:\n" +
            list_yaml(store.certificates);
  }
  return text;
}

std::string policy_yaml(const std::vector<RelaxedRule>& relaxed) {
  constexpr std::size_t most_reasons = 10;
  std::string text;
  if (!relaxed.empty()) {
    text = "\n# Without these, an apply would refuse what was there.\npolicy:\n";
  }
  for (const RelaxedRule& one : relaxed) {
    const std::size_t shown = std::min(most_reasons, one.because.size());
    for (std::size_t i = 0; i < shown; ++i) {
      text += "  # " + escape(one.because[i]) + '\n';
    }
    if (shown < one.because.size()) {
      text += "  # and " + std::to_string(one.because.size() - shown) + " more\n";
    }
    text += "  " + std::string(rule(one.rule).name) + ": { declared: warning }\n";
  }
  return text;
}

}  // namespace

std::string capture_manifest(const Capture& capture, std::string_view site) {
  std::string text = "# Captured by trustctl.\nversion: 1\n";
  text += site.empty()
              ? "# site: example.org/base  # name one, and what is no longer declared can go\n"
              : "site: " + yaml_text(site) + '\n';
  text += "\ncertificates:\n";
  for (const CapturedCertificate& certificate : capture.certificates) {
    text += certificate_yaml(certificate);
  }
  return text + chains_yaml(capture.chains) + stores_yaml(capture.stores) +
         policy_yaml(capture.relaxed);
}

std::string capture_text(const Capture& capture, std::string_view manifest, Colours colours) {
  std::string text;
  for (const LeftOut& left : capture.left_out) {
    text += paint("left out", Colour::yellow, colours) + "  " + left.store.text() + ": " +
            escape(left.what) + ": " + escape(left.why) + '\n';
  }
  for (const RelaxedRule& relaxed : capture.relaxed) {
    text += paint("relaxed", Colour::yellow, colours) + "   " +
            std::string(rule(relaxed.rule).name) + ": " + escape(relaxed.because.front());
    text += relaxed.because.size() > 1
                ? ", and " + std::to_string(relaxed.because.size() - 1) + " more\n"
                : "\n";
  }
  return text + escape(manifest) + ": " + counted(capture.certificates.size(), "certificate") +
         ", " + counted(capture.chains.size(), "chain") + ", " +
         counted(capture.stores.size(), "store") + ".\n";
}

}  // namespace trustctl
