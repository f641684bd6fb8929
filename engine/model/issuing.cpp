#include "engine/model/issuing.hpp"

namespace trustctl {

namespace {

std::string reason_of(const Certificate& certificate) {
  switch (issuing_of(certificate)) {
    case Issuing::said:
      return "";
    case Issuing::says_no_ca:
      return "its basicConstraints says that it is no CA";
    case Issuing::no_cert_sign:
      return "its keyUsage lacks keyCertSign";
    case Issuing::unsaid:
      break;
  }
  return certificate.version() < 3 ? "it is of version " + std::to_string(certificate.version()) +
                                         ", which cannot say that it is a CA"
                                   : "it has no basicConstraints";
}

}  // namespace

Issuing issuing_of(const Certificate& certificate) {
  const auto constraints = certificate.basic_constraints();
  if (constraints.has_value() && !constraints->ca) {
    return Issuing::says_no_ca;
  }
  const auto usage = certificate.key_usage();
  if (usage.has_value() && (usage->bits & KeyUsage::key_cert_sign) == 0) {
    return Issuing::no_cert_sign;
  }
  return constraints.has_value() ? Issuing::said : Issuing::unsaid;
}

bool may_issue(const Certificate& certificate) {
  const Issuing issuing = issuing_of(certificate);
  return issuing == Issuing::said || (issuing == Issuing::unsaid && certificate.self_issued());
}

std::string issuing_text(const Certificate& certificate) {
  return std::string(may_issue(certificate) ? "does not say that it may issue certificates: "
                                            : "may not issue certificates: ") +
         reason_of(certificate);
}

bool is_end_entity(const Certificate& certificate) {
  const auto constraints = certificate.basic_constraints();
  const bool claims_ca = constraints.has_value() && constraints->ca;
  return !claims_ca && !may_issue(certificate);
}

}  // namespace trustctl
