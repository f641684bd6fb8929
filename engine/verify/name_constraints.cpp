#include "engine/verify/name_constraints.hpp"

#include <algorithm>

#include "engine/chains/name_comparison.hpp"
#include "engine/model/hexadecimal.hpp"
#include "engine/model/string_text.hpp"
#include "engine/verify/host_name.hpp"
#include "engine/verify/name_matching.hpp"

namespace trustctl {

using der::Cursor;
using der::Defects;
using Form = GeneralName::Form;
using Reason = Verdict::Reason;

namespace {

std::size_t index(Form form) { return static_cast<std::size_t>(form); }

bool is_text(std::uint8_t tag) {
  return tag == der::context(1) || tag == der::context(2) || tag == der::context(6);
}

// "@lab.example" is the host to OpenSSL, and in Microsoft's samples of policy.inf.
bool is_host_after_at(const GeneralName& base) {
  return base.form == Form::rfc822_name && !base.value.empty() && base.value.front() == '@' &&
         is_subtree_base({Form::uri, base.value.subspan(1)}) && base.value.size() > 1 &&
         base.value[1] != '.';
}

struct Base {
  GeneralName name;
  Subtree::Reading reading = Subtree::Reading::one;
  bool to_the_letter = true;
};

Base read_base(const der::Element& element, Defects& defects) {
  Defects of_name;
  GeneralName name = read_general_name(element, of_name);
  if (of_name.failed() && !is_text(element.tag)) {
    defects.fail(Reason::bad_extension);
    return {name};
  }
  if (is_host_after_at(name)) {
    return {{name.form, name.value.subspan(1)}, Subtree::Reading::one, false};
  }
  const bool good = !of_name.failed() && is_subtree_base(name);
  return {name, good ? Subtree::Reading::one : Subtree::Reading::unclear, good};
}

// minimum [0] DEFAULT 0, maximum [1] OPTIONAL. RFC 5280 wants the first as its default, which DER
// does not write, and the second absent.
struct Depth {
  bool written = false;
  bool limits = false;
};

Depth read_depth(Cursor& fields) {
  Depth depth;
  if (fields.at(der::context(0))) {
    const ByteView minimum = fields.take().contents;
    depth = {true, minimum.size() != 1 || minimum.front() != 0};
  }
  if (fields.at(der::context(1))) {
    fields.take();
    depth = {true, true};
  }
  return depth;
}

void read_subtree(ByteView contents, NameConstraints& constraints, Subtrees& subtrees,
                  Defects& defects) {
  Cursor fields(contents, defects);
  const Base base = read_base(fields.take(), defects);
  const Depth depth = read_depth(fields);
  if (!fields.empty() || defects.failed()) {
    defects.fail(Reason::bad_extension);
    return;
  }
  const GeneralName& name = base.name;
  constraints.leading_period =
      constraints.leading_period ||
      (name.form == Form::dns_name && !name.value.empty() && name.value.front() == '.');
  auto& with_depth = constraints.with_depth[index(name.form)];
  if (depth.limits && !with_depth.has_value()) {
    with_depth = name;
  }
  if ((depth.written || !base.to_the_letter) && !constraints.odd.has_value()) {
    constraints.odd = name;
  }
  subtrees[index(name.form)].push_back({ComparableName(name), base.reading});
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

ByteView type_of_other_name(const GeneralName& name) {
  Defects defects;
  return Cursor(name.value, defects).take(der::object_identifier).contents;
}

// Of the same form; of otherNames, of the same type.
bool is_for(const Subtree& subtree, const GeneralName& name) {
  return name.form != Form::other_name ||
         as_text(type_of_other_name(subtree.base.name)) == as_text(type_of_other_name(name));
}

bool constrain(const std::vector<Subtree>& subtrees, const GeneralName& name) {
  return std::any_of(subtrees.begin(), subtrees.end(),
                     [&name](const Subtree& subtree) { return is_for(subtree, name); });
}

// What is found of a name in one list: the subtree that it is within, else the first that may hold
// it.
struct Search {
  const Subtree* within = nullptr;
  const Subtree* unclear = nullptr;
  bool exhausted = false;
};

Search find(const std::vector<Subtree>& subtrees, const ComparableName& name, Listed listed,
            Allowance& comparisons) {
  Search search;
  for (const Subtree& subtree : subtrees) {
    if (!comparisons.spend()) {
      search.exhausted = true;
      return search;
    }
    if (subtree.reading == Subtree::Reading::unclear) {
      search.unclear = search.unclear == nullptr ? &subtree : search.unclear;
      continue;
    }
    const bool within = name.name.form == Form::directory_name
                            ? name.comparable.starts_with(subtree.base.comparable)
                            : is_within(name.name, subtree.base.name, listed);
    if (within) {
      search.within = &subtree;
      return search;
    }
  }
  return search;
}

using Kind = NameObjection::Kind;

// By the lists of its form, where it is well formed. What is certain comes before what is unclear.
std::optional<NameObjection> judge_by_lists(const NameConstraints& constraints,
                                            const ComparableName& name, Allowance& comparisons) {
  const auto& permitted = constraints.permitted[index(name.name.form)];
  const auto& excluded = constraints.excluded[index(name.name.form)];
  const Search forbidden = find(excluded, name, Listed::excluded, comparisons);
  if (forbidden.within != nullptr) {
    return NameObjection{Kind::excluded, name.name, forbidden.within->base.name};
  }
  const Search allowed = find(permitted, name, Listed::permitted, comparisons);
  if (forbidden.exhausted || allowed.exhausted) {
    return NameObjection{Kind::exhausted, name.name};
  }
  const bool is_allowed = permitted.empty() || allowed.within != nullptr;
  if (!is_allowed && allowed.unclear == nullptr) {
    return NameObjection{Kind::not_permitted, name.name};
  }
  const Subtree* unclear = is_allowed ? forbidden.unclear : allowed.unclear;
  return unclear == nullptr
             ? std::nullopt
             : std::optional(NameObjection{Kind::unclear, name.name, unclear->base.name});
}

std::optional<NameObjection> judge(const NameConstraints& constraints, const ComparableName& name,
                                   Allowance& comparisons) {
  const std::size_t form = index(name.name.form);
  if (!comparisons.spend()) {
    return NameObjection{Kind::exhausted, name.name};
  }
  if (!constrain(constraints.permitted[form], name.name) &&
      !constrain(constraints.excluded[form], name.name)) {
    return std::nullopt;
  }
  if (!is_comparable(name.name.form)) {
    return NameObjection{Kind::not_supported, name.name};
  }
  if (constraints.with_depth[form].has_value()) {
    return NameObjection{Kind::with_depth, name.name, constraints.with_depth[form]};
  }
  if (!is_well_formed(name.name)) {
    return NameObjection{Kind::undecodable, name.name};
  }
  return judge_by_lists(constraints, name, comparisons);
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

std::string subtree_text(const GeneralName& base) {
  switch (base.form) {
    case Form::rfc822_name:
    case Form::dns_name:
    case Form::uri:
      return '\'' + string_text(der::ia5_string, base.value).value_or("") + '\'';
    case Form::ip_address: {
      const std::size_t half = base.value.size() / 2;
      const auto address = ip_address_text(base.value.first(half));
      const auto mask = ip_address_text(base.value.subspan(half));
      return address.has_value() && mask.has_value() ? *address + '/' + *mask
                                                     : hexadecimal(base.value);
    }
    default:
      return std::string(to_string(base.form));
  }
}

std::optional<NameObjection> judge_names(const NameConstraints& constraints,
                                         std::span<const ComparableName> names,
                                         Allowance& comparisons) {
  for (const ComparableName& name : names) {
    if (auto objection = judge(constraints, name, comparisons)) {
      return objection;
    }
  }
  return std::nullopt;
}

}  // namespace trustctl
