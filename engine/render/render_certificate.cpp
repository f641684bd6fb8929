#include "engine/render/render_certificate.hpp"

#include <cstdint>

#include "engine/json/json_writer.hpp"

namespace trustctl {

namespace {

std::string counted_days(std::int64_t days) {
  return std::to_string(days) + (days == 1 ? " day" : " days");
}

std::string_view verdict_text(Verdict::Kind kind) {
  switch (kind) {
    case Verdict::Kind::strict:
      return "strict";
    case Verdict::Kind::lax:
      return "lax";
    case Verdict::Kind::opaque:
      return "opaque";
  }
  return "opaque";
}

void write_flag(JsonWriter& json, std::string_view name, bool known, bool value) {
  json.key(name);
  if (known) {
    json.boolean(value);
  } else {
    json.null();
  }
}

}  // namespace

std::string validity_text(const Certificate& certificate, Time now) {
  const std::string until = date(certificate.not_after());
  if (certificate.not_after() < now) {
    const auto days = days_between(certificate.not_after(), now).count();
    return "EXPIRED " + (days == 0 ? "today" : counted_days(days) + " ago") + " (" + until + ")";
  }
  if (certificate.not_before() > now) {
    return "not valid before " + date(certificate.not_before()) + ", expires " + until;
  }
  const auto days = days_between(now, certificate.not_after()).count();
  return "expires " + until + ", " + (days == 0 ? "within a day" : "in " + counted_days(days));
}

void write_identity(JsonWriter& json, const Certificate& certificate) {
  json.member("label", certificate.label());
  json.member("sha256", certificate.fingerprint().hex());
  json.member("sha1", certificate.thumbprint().hex());
}

void write_facts(JsonWriter& json, const Certificate& certificate) {
  const Verdict verdict = certificate.verdict();
  const bool known = verdict.kind != Verdict::Kind::opaque;
  const auto text = [known](std::string value) {
    return known ? std::optional(std::move(value)) : std::nullopt;
  };
  json.member("verdict", verdict_text(verdict.kind));
  json.member_or_null("reason", verdict.reason == Verdict::Reason::none
                                    ? std::nullopt
                                    : std::optional(std::string(to_string(verdict.reason))));
  json.member_or_null("subject", text(certificate.subject_text()));
  json.member_or_null("issuer", text(certificate.issuer_text()));
  json.member_or_null("serial", text(certificate.serial_hex()));
  json.member_or_null("not_before", text(rfc3339(certificate.not_before())));
  json.member_or_null("not_after", text(rfc3339(certificate.not_after())));
  json.member_or_null("key", text(certificate.public_key().description));
  write_flag(json, "ca", known, certificate.is_ca());
  write_flag(json, "self_issued", known, certificate.self_issued());
}

}  // namespace trustctl
