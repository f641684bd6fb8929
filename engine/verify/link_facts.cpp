#include "engine/verify/link_facts.hpp"

#include <algorithm>

#include "engine/model/string_text.hpp"
#include "engine/verify/host_name.hpp"
#include "engine/verify/policies.hpp"

namespace trustctl {

using der::Cursor;
using der::Defects;
using Form = GeneralName::Form;

namespace {

using namespace std::string_view_literals;
constexpr std::string_view common_name_oid = "\x55\x04\x03"sv;
constexpr std::string_view smtp_utf8_mailbox_oid = "\x2B\x06\x01\x05\x05\x07\x08\x09"sv;
constexpr std::string_view email_address_oid = "\x2A\x86\x48\x86\xF7\x0D\x01\x09\x01"sv;

bool has(const std::vector<GeneralName>& names, Form form) {
  return std::any_of(names.begin(), names.end(),
                     [form](const GeneralName& name) { return name.form == form; });
}

void read_alt_names(LinkFacts& facts) {
  const Extension* alt_name = find_extension(facts.extensions, extension_oid::subject_alt_name);
  if (alt_name == nullptr) {
    return;
  }
  Defects defects;
  facts.alt_names = read_general_names(alt_name->value, defects);
  if (defects.failed()) {
    facts.bad_alt_names = true;
    facts.alt_names.clear();
  }
}

void read_constraints(LinkFacts& facts) {
  const Extension* extension = find_extension(facts.extensions, extension_oid::name_constraints);
  if (extension == nullptr) {
    return;
  }
  Defects defects;
  facts.constraints = read_name_constraints(extension->value, defects);
  if (defects.failed()) {
    facts.bad_constraints = true;
    facts.constraints.reset();
  }
}

void read_application_policies(LinkFacts& facts) {
  const Extension* extension =
      find_extension(facts.extensions, extension_oid::application_policies);
  if (extension != nullptr) {
    facts.application_policies = read_policies(extension->value);
    facts.bad_application_policies = !facts.application_policies.has_value();
  }
}

// The mailbox of a SmtpUTF8Mailbox; empty where it does not decode, which is no mailbox either.
std::optional<GeneralName> utf8_mailbox(const GeneralName& name) {
  Defects defects;
  Cursor fields(name.value, defects);
  if (name.form != Form::other_name ||
      as_text(fields.take(der::object_identifier).contents) != smtp_utf8_mailbox_oid) {
    return std::nullopt;
  }
  Cursor wrapped(fields.take(der::context_constructed(0)).contents, defects);
  const ByteView mailbox = wrapped.take(der::utf8_string).contents;
  const bool good = !defects.any() && is_text(der::utf8_string, mailbox);
  return GeneralName{Form::rfc822_name, good ? mailbox : ByteView()};
}

void collect_names(LinkFacts& facts) {
  const ByteView subject = facts.certificate.subject();
  if (!is_empty_name(subject)) {
    facts.names.emplace_back(GeneralName{Form::directory_name, subject});
  }
  if (!has(facts.alt_names, Form::rfc822_name)) {
    for (const der::Element& address : attributes_of(subject, email_address_oid)) {
      facts.names.emplace_back(GeneralName{Form::rfc822_name, address.contents});
    }
  }
  for (const GeneralName& name : facts.alt_names) {
    facts.names.emplace_back(name);
    if (const auto mailbox = utf8_mailbox(name)) {
      facts.names.emplace_back(*mailbox);
    }
  }
}

std::string fallback_host(const LinkFacts& facts) {
  if (has(facts.alt_names, Form::dns_name) || has(facts.alt_names, Form::ip_address)) {
    return {};
  }
  const auto common_names = attributes_of(facts.certificate.subject(), common_name_oid);
  if (common_names.empty()) {
    return {};
  }
  const der::Element& last = common_names.back();
  return string_text(last.tag, last.contents).value_or("");
}

}  // namespace

bool is_empty_name(ByteView name) { return name.size() <= 2; }

std::vector<der::Element> attributes_of(ByteView name, std::string_view oid) {
  std::vector<der::Element> values;
  Defects defects;
  Cursor whole(name, defects);
  for (Cursor rdns(whole.take(der::sequence).contents, defects); !rdns.empty();) {
    for (Cursor set(rdns.take(der::set).contents, defects); !set.empty();) {
      Cursor attribute(set.take(der::sequence).contents, defects);
      const ByteView type = attribute.take(der::object_identifier).contents;
      const der::Element value = attribute.take();
      if (!defects.failed() && as_text(type) == oid) {
        values.push_back(value);
      }
    }
  }
  return values;
}

LinkFacts link_facts(const Certificate& certificate) {
  LinkFacts facts{.certificate = certificate, .extensions = extensions_of(certificate)};
  read_alt_names(facts);
  read_constraints(facts);
  read_application_policies(facts);
  collect_names(facts);
  facts.fallback_host = fallback_host(facts);
  return facts;
}

}  // namespace trustctl
