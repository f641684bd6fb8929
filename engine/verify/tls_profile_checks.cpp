#include <algorithm>
#include <array>

#include "engine/model/string_text.hpp"
#include "engine/verify/certificate_checks.hpp"
#include "engine/verify/host_name.hpp"

namespace trustctl {

using Form = GeneralName::Form;

namespace {

const Oid& server_auth() {
  static const Oid purpose = *Oid::parse("server_auth");
  return purpose;
}

// What BR 7.1.2.7.10 and 7.1.2.10.6 forbid beside serverAuth. The first three are refused of TLS
// clients too, as BoringSSL does (CLIENT_AUTH_STRICT): whoever has one of them signs for others.
constexpr std::array forbidden = {"code_signing",     "time_stamping", "ocsp_signing",
                                  "email_protection", "any_purpose",   "1.3.6.1.4.1.11129.2.4.4"};
constexpr std::size_t forbidden_to_clients = 3;

std::string forbidden_among(const std::vector<Oid>& purposes, std::size_t count) {
  std::string names;
  for (std::size_t i = 0; i < count; ++i) {
    if (contains(purposes, *Oid::parse(forbidden[i]))) {
      names += (names.empty() ? "" : ", ") + std::string(forbidden[i]);
    }
  }
  return names;
}

class TlsProfile {
 public:
  TlsProfile(const LinkFacts& facts, Role role, const Question& question,
             std::vector<Problem>& problems)
      : m_facts(facts),
        m_purposes(facts.certificate.extended_key_usage()),
        m_role(role),
        m_question(question),
        m_problems(problems) {}

  void check() {
    if (m_role == Role::issuer) {
      check_issuer_purposes();
    }
    if (m_role == Role::leaf) {
      check_leaf_purposes();
      check_alternative_names();
      check_dns_names();
      if (is_for_servers()) {
        check_common_names();
      }
    }
  }

 private:
  // Whoever asks for no purpose has a server's certificate where that says it is one.
  bool is_for_servers() const {
    return m_question.purpose.has_value()
               ? m_question.purpose == server_auth()
               : m_purposes.has_value() && contains(*m_purposes, server_auth());
  }
  void say(std::string message) {
    m_problems.push_back({Fault::profile, Severity::error, std::move(message)});
  }

  void check_issuer_purposes();
  void check_leaf_purposes();
  void check_alternative_names();
  void check_forms();
  void check_dns_names();
  void check_common_names();
  bool is_alternative_name(std::string_view text) const;

  const LinkFacts& m_facts;
  const std::optional<std::vector<Oid>> m_purposes;
  Role m_role;
  const Question& m_question;
  std::vector<Problem>& m_problems;
};

// A cross-certified CA may have anyExtendedKeyUsage, alone (BR 7.1.2.2.4).
void TlsProfile::check_issuer_purposes() {
  static const Oid any = *Oid::parse("any_purpose");
  const bool unrestricted =
      !m_purposes.has_value() || (m_purposes->size() == 1 && m_purposes->front() == any);
  if (m_question.purpose != server_auth() || unrestricted) {
    return;
  }
  const std::string others = forbidden_among(*m_purposes, forbidden.size());
  if (!others.empty()) {
    say("issues for servers, and is for " + others + " too (CA/B BR 7.1.2.10.6)");
  }
}

void TlsProfile::check_leaf_purposes() {
  static const Oid client_auth = *Oid::parse("client_auth");
  const auto& asked = m_question.purpose;
  if (asked.has_value() && !(m_purposes.has_value() && contains(*m_purposes, *asked))) {
    say("does not name " + asked->purpose_name() + " in its extendedKeyUsage (CA/B BR 7.1.2.7.10)");
  }
  const std::size_t count = is_for_servers()       ? forbidden.size()
                            : asked == client_auth ? forbidden_to_clients
                                                   : 0;
  const std::string others =
      m_purposes.has_value() ? forbidden_among(*m_purposes, count) : std::string();
  if (!others.empty()) {
    say("is for " + others +
        " too, which no server's or client's certificate is for (CA/B BR "
        "7.1.2.7.10)");
  }
}

void TlsProfile::check_alternative_names() {
  const Extension* alt_name = find_extension(m_facts.extensions, extension_oid::subject_alt_name);
  if (alt_name == nullptr) {
    if (is_for_servers()) {
      say("has no subjectAltName (CA/B BR 7.1.2.7.12)");
    }
    return;
  }
  const bool anonymous = is_empty_name(m_facts.certificate.subject());
  if (anonymous != alt_name->critical) {
    say(anonymous ? "has no subject, and a subjectAltName that is not critical"
                  : "has a subject, and a subjectAltName that is critical");
  }
  if (is_for_servers() && !m_facts.bad_alt_names) {
    check_forms();
  }
}

void TlsProfile::check_forms() {
  const auto is_host = [](const GeneralName& name) {
    return name.form == Form::dns_name || name.form == Form::ip_address;
  };
  const auto& names = m_facts.alt_names;
  const auto other = std::find_if_not(names.begin(), names.end(), is_host);
  if (other != names.end()) {
    say("has an alternative name of the form " + std::string(to_string(other->form)) +
        ", and a server's are dNSName and iPAddress (CA/B BR 7.1.2.7.12)");
  }
}

void TlsProfile::check_dns_names() {
  for (const GeneralName& name : m_facts.alt_names) {
    if (name.form == Form::dns_name && !is_preferred_dns_name(as_text(name.value))) {
      say("has the alternative name " + std::string(as_text(name.value)) +
          ", which is not in the preferred syntax of DNS names (RFC 5280 4.2.1.6, CA/B BR "
          "7.1.2.7.12)");
    }
  }
}

// Character for character a dNSName, or an iPAddress as RFC 3986 3.2.2 and RFC 5952 4 write it.
bool TlsProfile::is_alternative_name(std::string_view text) const {
  return std::any_of(
      m_facts.alt_names.begin(), m_facts.alt_names.end(), [text](const GeneralName& name) {
        return name.form == Form::dns_name
                   ? as_text(name.value) == text
                   : name.form == Form::ip_address && ip_address_text(name.value) == text;
      });
}

void TlsProfile::check_common_names() {
  using namespace std::string_view_literals;
  const auto values = attributes_of(m_facts.certificate.subject(), "\x55\x04\x03"sv);
  if (values.size() > 1) {
    say("has more than one common name (CA/B BR 7.1.4.3)");
  }
  for (const der::Element& value : values) {
    const std::string text = string_text(value.tag, value.contents).value_or("");
    if (!is_alternative_name(text)) {
      say("has the common name " + text +
          ", which is none of its alternative names as they are written (CA/B BR 7.1.4.3)");
    }
  }
}

}  // namespace

void check_tls_profile(const LinkFacts& facts, Role role, const Question& question,
                       std::vector<Problem>& problems) {
  TlsProfile(facts, role, question, problems).check();
}

}  // namespace trustctl
