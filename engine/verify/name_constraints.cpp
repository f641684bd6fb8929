#include "engine/verify/name_constraints.hpp"

#include <algorithm>

#include "engine/chains/name_comparison.hpp"
#include "engine/verify/host_name.hpp"
#include "engine/verify/name_matching.hpp"

namespace trustctl {

using der::Cursor;
using der::Defects;
using Form = GeneralName::Form;
using Reason = Verdict::Reason;

namespace {

std::size_t index(Form form) { return static_cast<std::size_t>(form); }

// GeneralSubtree: base, minimum [0] DEFAULT 0, maximum [1] OPTIONAL. RFC 5280 wants the first as
// its default and the second absent; neither is DER to write.
void read_subtree(ByteView contents, NameConstraints& constraints, Subtrees& subtrees,
                  Defects& defects) {
  Cursor fields(contents, defects);
  const GeneralName base = read_general_name(fields.take(), defects);
  if (!fields.empty() || !is_subtree_base(base)) {
    defects.fail(Reason::bad_extension);
    return;
  }
  constraints.leading_period =
      constraints.leading_period ||
      (base.form == Form::dns_name && !base.value.empty() && base.value.front() == '.');
  subtrees[index(base.form)].emplace_back(base);
}

void read_subtrees(ByteView contents, NameConstraints& constraints, Subtrees& subtrees,
                   Defects& defects) {
  if (contents.empty()) {
    defects.fail(Reason::bad_extension);  // SIZE (1..MAX)
  }
  for (Cursor each(contents, defects); !each.empty();) {
    read_subtree(each.take(der::sequence).contents, constraints, subtrees, defects);
  }
}

enum class Found { no, yes, exhausted };

Found find(const std::vector<ComparableName>& subtrees, const ComparableName& name, Listed listed,
           Allowance& comparisons) {
  for (const ComparableName& subtree : subtrees) {
    if (!comparisons.spend()) {
      return Found::exhausted;
    }
    const bool within = name.name.form == Form::directory_name
                            ? name.comparable.starts_with(subtree.comparable)
                            : is_within(name.name, subtree.name, listed);
    if (within) {
      return Found::yes;
    }
  }
  return Found::no;
}

using Kind = NameObjection::Kind;

std::optional<Kind> judge(const NameConstraints& constraints, const ComparableName& name,
                          Allowance& comparisons) {
  const auto& permitted = constraints.permitted[index(name.name.form)];
  const auto& excluded = constraints.excluded[index(name.name.form)];
  if (!comparisons.spend()) {
    return Kind::exhausted;
  }
  if (permitted.empty() && excluded.empty()) {
    return std::nullopt;
  }
  if (!is_comparable(name.name.form)) {
    return Kind::not_supported;
  }
  if (!is_well_formed(name.name)) {
    return Kind::undecodable;
  }
  const Found forbidden = find(excluded, name, Listed::excluded, comparisons);
  if (forbidden != Found::no) {
    return forbidden == Found::yes ? Kind::excluded : Kind::exhausted;
  }
  if (permitted.empty()) {
    return std::nullopt;
  }
  const Found allowed = find(permitted, name, Listed::permitted, comparisons);
  if (allowed == Found::yes) {
    return std::nullopt;
  }
  return allowed == Found::no ? Kind::not_permitted : Kind::exhausted;
}

}  // namespace

ComparableName::ComparableName(GeneralName of)
    : name(of),
      comparable(of.form == Form::directory_name ? comparable_name(of.value) : std::string()) {}

NameConstraints read_name_constraints(ByteView value, Defects& defects) {
  NameConstraints constraints;
  Cursor outer(value, defects);
  Cursor fields(outer.take(der::sequence).contents, defects);
  outer.finish();
  constraints.empty = fields.empty();
  if (fields.at(der::context_constructed(0))) {
    read_subtrees(fields.take().contents, constraints, constraints.permitted, defects);
  }
  if (fields.at(der::context_constructed(1))) {
    read_subtrees(fields.take().contents, constraints, constraints.excluded, defects);
  }
  if (!fields.empty()) {
    defects.fail(Reason::bad_extension);
  }
  return constraints;
}

std::optional<NameObjection> judge_names(const NameConstraints& constraints,
                                         std::span<const ComparableName> names,
                                         Allowance& comparisons) {
  for (const ComparableName& name : names) {
    if (const auto kind = judge(constraints, name, comparisons)) {
      return NameObjection{*kind, name.name};
    }
  }
  return std::nullopt;
}

}  // namespace trustctl
