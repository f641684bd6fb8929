#include "engine/render/render_pin.hpp"

#include <set>

#include "engine/formats/pem.hpp"
#include "engine/json/json_writer.hpp"
#include "engine/model/alias.hpp"
#include "engine/render/escape.hpp"
#include "engine/render/render_certificate.hpp"
#include "engine/render/render_finding.hpp"
#include "engine/render/run_json.hpp"
#include "engine/render/yaml_text.hpp"

namespace trustctl {

namespace {

// Aliases are unique in a manifest.
class Aliases {
 public:
  std::string make(std::string_view label) {
    const std::string base = alias_of(label);
    std::string alias = base;
    for (int number = 2; !m_taken.insert(alias).second; ++number) {
      alias = base + '-' + std::to_string(number);
    }
    return alias;
  }

 private:
  std::set<std::string> m_taken;
};

// A comment ends with its line, which escape() keeps names from doing.
std::string comment(const Certificate& certificate, std::string_view indent) {
  const Verdict verdict = certificate.verdict();
  const std::string start = std::string(indent) + "# ";
  if (verdict.kind == Verdict::Kind::opaque) {
    return start +
           "not a certificate that can be added: " + std::string(to_string(verdict.reason)) + '\n';
  }
  std::string text =
      start + escape(certificate.subject_text()) +
      (certificate.self_issued() ? "" : ", issued by " + escape(certificate.issuer_text())) +
      ", expires " + date(certificate.not_after()) + '\n';
  if (verdict.kind == Verdict::Kind::lax) {
    text += start + "cannot be added: " + std::string(to_string(verdict.reason)) + '\n';
  }
  return text;
}

std::string file_name(std::string_view path) {
  const std::size_t slash = path.find_last_of("/\\");
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  return std::string(name.substr(0, name.find_last_of('.')));
}

// Blocks that are no certificates.
std::string passed_over(const PinnedFile& file) {
  return file.passed_over.empty() ? "" : "    # passed over: " + text_of(file.passed_over) + '\n';
}

std::string certificate_yaml(const PinnedFile& file, Aliases& aliases) {
  const Certificate& certificate = file.certificates.front();
  return "  " + yaml_text(aliases.make(certificate.label())) + ":\n" +
         comment(certificate, "    ") + passed_over(file) + "    source: " + yaml_text(file.path) +
         '\n' + "    sha256: " + certificate.fingerprint().hex() + '\n';
}

std::string bundle_yaml(const PinnedFile& file, Aliases& aliases) {
  std::string text = "  " + yaml_text(aliases.make(file_name(file.path))) + ":\n";
  for (const Certificate& certificate : file.certificates) {
    text += comment(certificate, "    ");
    text += "    #   sha256 " + certificate.fingerprint().hex() + '\n';
  }
  return text + passed_over(file) + "    source: " + yaml_text(file.path) + '\n' +
         "    file_sha256: " + file.sha256->hex() + '\n';
}

std::string server_yaml(const PinnedFile& server, Aliases& aliases) {
  const auto& sent = server.certificates;
  const bool leaf_alone = sent.size() == 1;
  std::string text = "  # What " + escape(server.path) +
                     " sent. That proves nothing: compare each SHA-256 with what\n"
                     "  # the CA publishes, or its owner says by another way, before it is "
                     "trusted.\n";
  if (!leaf_alone) {
    text += "  # (The server's own certificate belongs into no store and is left out.)\n";
  }
  for (std::size_t i = leaf_alone ? 0 : 1; i < sent.size(); ++i) {
    text += "  " + yaml_text(aliases.make(sent[i].label())) + ":\n" + comment(sent[i], "    ") +
            "    sha256: " + sent[i].fingerprint().hex() + "\n    pem: |\n" +
            indented(write_pem("CERTIFICATE", sent[i].bytes()), "      ");
  }
  return text;
}

}  // namespace

std::string pin_yaml(const DocumentHead&, std::span<const PinnedFile> files, const DocumentTail&,
                     const ViewSettings&) {
  Aliases aliases;
  std::string certificates;
  std::string bundles;
  for (const PinnedFile& file : files) {
    if (!file.sha256.has_value()) {
      certificates += server_yaml(file, aliases);
    } else if (file.certificates.size() == 1) {
      certificates += certificate_yaml(file, aliases);
    } else {
      bundles += bundle_yaml(file, aliases);
    }
  }
  std::string text;
  if (!certificates.empty()) {
    text += "certificates:\n" + certificates;
  }
  if (!bundles.empty()) {
    text += (text.empty() ? "bundles:\n" : "\nbundles:\n") + bundles;
  }
  return text;
}

std::string pin_json(const DocumentHead& head, std::span<const PinnedFile> files,
                     const DocumentTail& tail, const ViewSettings&) {
  JsonWriter json;
  json.begin_object();
  write_head(json, head);
  json.key("files");
  json.begin_array();
  for (const PinnedFile& file : files) {
    json.begin_object();
    json.member("source", file.path);
    json.member_or_null("file_sha256",
                        file.sha256.has_value() ? std::optional(file.sha256->hex()) : std::nullopt);
    json.key("proved").boolean(file.sha256.has_value());
    json.key("certificates");
    json.begin_array();
    for (const Certificate& certificate : file.certificates) {
      json.begin_object();
      json.member("alias", alias_of(certificate.label()));
      write_identity(json, certificate);
      write_facts(json, certificate);
      json.end_object();
    }
    json.end_array();
    json.key("passed_over");
    json.begin_array();
    for (const PassedOver& block : file.passed_over) {
      json.begin_object();
      json.member("label", block.label);
      json.key("line");
      if (block.line == 0) {
        json.null();
      } else {
        json.number(block.line);
      }
      json.key("count").number(block.count);
      json.end_object();
    }
    json.end_array();
    json.end_object();
  }
  json.end_array();
  write_errors(json, tail.errors);
  json.end_object();
  return json.take();
}

}  // namespace trustctl
