#include "engine/verify/path_checks.hpp"

#include <algorithm>

#include "engine/verify/host_name.hpp"

namespace trustctl {

using Form = GeneralName::Form;

namespace {

bool goes_beyond_ascii(ByteView text) {
  return std::any_of(text.begin(), text.end(), [](std::uint8_t octet) { return octet >= 0x80; });
}

std::string text_of(const GeneralName& name) {
  switch (name.form) {
    case Form::rfc822_name:
      return (goes_beyond_ascii(name.value) ? "SmtpUTF8Mailbox " : "rfc822Name ") +
             std::string(as_text(name.value));
    case Form::dns_name:
    case Form::uri:
      return std::string(to_string(name.form)) + ' ' + std::string(as_text(name.value));
    case Form::ip_address:
      return "address " + ip_address_text(name.value).value_or("that is none");
    case Form::directory_name:
      return "name";
    default:
      return std::string(to_string(name.form));
  }
}

Problem problem_of(const NameObjection& objection, const Certificate& issuer, Viewpoint view) {
  const std::string whose = " by the nameConstraints of " + issuer.label();
  const std::string name = "its " + text_of(objection.name);
  const std::string subtree =
      objection.subtree.has_value() ? subtree_text(*objection.subtree) : std::string();
  switch (objection.kind) {
    case NameObjection::Kind::excluded:
      return {Fault::name_not_permitted, Severity::error,
              name + " is excluded" + whose + " (" + subtree + ')'};
    case NameObjection::Kind::not_permitted:
      return {Fault::name_not_permitted, Severity::error, name + " is not permitted" + whose};
    case NameObjection::Kind::undecodable:
      return {Fault::bad_name_constraints, Severity::error,
              name + " does not decode, and is constrained" + whose};
    case NameObjection::Kind::with_depth:
      return {Fault::bad_name_constraints, Severity::error,
              name + " is constrained" + whose + ", whose subtree " + subtree +
                  " has a minimum or maximum, which clients refuse"};
    case NameObjection::Kind::unclear:
      return {Fault::bad_name_constraints, Severity::unknown,
              name + " is constrained" + whose + ", whose subtree " + subtree +
                  " is against RFC 5280 4.2.1.10, and clients read it in different ways"};
    case NameObjection::Kind::not_supported:
      return {Fault::not_checked, view == Viewpoint::strict ? Severity::error : Severity::unknown,
              name + " is constrained" + whose + ", which is not supported"};
    case NameObjection::Kind::exhausted:
      break;
  }
  return {Fault::not_checked, Severity::unknown,
          "has more names than can be compared with" + whose.substr(3)};
}

// What the machine's clients would take for the host, and so hold against constraints.
void judge_fallback(const LinkFacts& leaf, const LinkFacts& issuer, Allowance& comparisons,
                    std::vector<Problem>& problems) {
  const std::string& host = leaf.fallback_host;
  if (host.find('.') == std::string::npos || !is_dns_name(host)) {
    return;
  }
  const ComparableName name(GeneralName{Form::dns_name, as_bytes(host)});
  if (const auto objection = judge_names(*issuer.constraints, {&name, 1}, comparisons)) {
    problems.push_back(problem_of(*objection, issuer.certificate, Viewpoint::machine));
  }
}

void check_link(std::span<const LinkFacts* const> path, std::size_t link, Viewpoint view,
                Allowance& comparisons, std::vector<Problem>& problems) {
  for (std::size_t above = link + 1; above < path.size(); ++above) {
    const LinkFacts& issuer = *path[above];
    if (!issuer.constraints.has_value()) {
      continue;
    }
    if (const auto objection = judge_names(*issuer.constraints, path[link]->names, comparisons)) {
      problems.push_back(problem_of(*objection, issuer.certificate, view));
    }
    if (link == 0 && view == Viewpoint::machine) {
      judge_fallback(*path[link], issuer, comparisons, problems);
    }
  }
}

}  // namespace

void check_path_lengths(std::span<const LinkFacts* const> path, PathProblems& problems) {
  std::size_t below = 0;  // CAs between the leaf and this one that are not self-issued
  for (std::size_t link = 1; link < path.size(); ++link) {
    const auto constraints = path[link]->certificate.basic_constraints();
    if (constraints.has_value() && constraints->ca && constraints->path_length.has_value() &&
        below > *constraints->path_length) {
      problems[link].push_back({Fault::path_too_long, Severity::error,
                                "allows " + std::to_string(*constraints->path_length) +
                                    " CAs below it, and the path has " + std::to_string(below)});
    }
    below += path[link]->certificate.self_issued() ? 0U : 1U;
  }
}

void check_name_constraints(std::span<const LinkFacts* const> path, Viewpoint view,
                            Allowance& comparisons, PathProblems& problems) {
  for (std::size_t link = 0; link < path.size(); ++link) {
    if (link == 0 || !path[link]->certificate.self_issued()) {
      check_link(path, link, view, comparisons, problems[link]);
    }
  }
}

}  // namespace trustctl
