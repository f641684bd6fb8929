#include "engine/verify/answer.hpp"

#include <algorithm>

namespace trustctl {

std::string_view to_string(Trust trust) {
  switch (trust) {
    case Trust::trusted:
      return "trusted";
    case Trust::untrusted:
      return "untrusted";
    case Trust::could_not_tell:
      return "could_not_tell";
  }
  return {};
}

std::string_view to_string(Severity severity) {
  switch (severity) {
    case Severity::warning:
      return "warning";
    case Severity::unknown:
      return "unknown";
    case Severity::error:
      return "error";
  }
  return {};
}

std::string_view to_string(Fault fault) {
  switch (fault) {
    case Fault::unreadable:
      return "unreadable";
    case Fault::not_strict:
      return "not_strict";
    case Fault::distrusted:
      return "distrusted";
    case Fault::broken_signature:
      return "broken_signature";
    case Fault::unverifiable_signature:
      return "unverifiable_signature";
    case Fault::untrusted_root:
      return "untrusted_root";
    case Fault::issuer_missing:
      return "issuer_missing";
    case Fault::not_yet_valid:
      return "not_yet_valid";
    case Fault::expired:
      return "expired";
    case Fault::not_a_ca:
      return "not_a_ca";
    case Fault::no_cert_sign:
      return "no_cert_sign";
    case Fault::path_too_long:
      return "path_too_long";
    case Fault::unknown_critical:
      return "unknown_critical";
    case Fault::wrong_purpose:
      return "wrong_purpose";
    case Fault::not_in_nt_auth:
      return "not_in_nt_auth";
    case Fault::purpose_disabled:
      return "purpose_disabled";
    case Fault::name_mismatch:
      return "name_mismatch";
    case Fault::name_not_permitted:
      return "name_not_permitted";
    case Fault::bad_name_constraints:
      return "bad_name_constraints";
    case Fault::weak_key:
      return "weak_key";
    case Fault::weak_signature:
      return "weak_signature";
    case Fault::not_checked:
      return "not_checked";
    case Fault::profile:
      return "profile";
    case Fault::key_id_mismatch:
      return "key_id_mismatch";
    case Fault::name_not_byte_equal:
      return "name_not_byte_equal";
    case Fault::unreachable_address:
      return "unreachable_address";
  }
  return {};
}

bool PathLink::has(Fault fault) const {
  return std::any_of(problems.begin(), problems.end(),
                     [fault](const Problem& one) { return one.fault == fault; });
}

}  // namespace trustctl
