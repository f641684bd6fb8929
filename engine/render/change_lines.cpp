#include "engine/render/change_lines.hpp"

#include <algorithm>

#include "engine/render/escape.hpp"
#include "engine/render/render_error.hpp"
#include "engine/render/render_finding.hpp"
#include "engine/render/render_properties.hpp"
#include "engine/text/words.hpp"

namespace trustctl {

namespace {

struct Phrases {
  std::vector<std::string> operator()(const Add& add) const { return property_phrases(add.after); }
  std::vector<std::string> operator()(const Update& update) const {
    return difference_phrases(update.before, update.after);
  }
  std::vector<std::string> operator()(const Remove& remove) const {
    return property_phrases(remove.before);
  }
};

std::string expiry(const Certificate& certificate) {
  if (certificate.verdict().kind == Verdict::Kind::opaque) {
    return "not decodable: " + std::string(to_string(certificate.verdict().reason));
  }
  return "expires " + date(certificate.not_after());
}

}  // namespace

ChangesByStore by_store(std::span<const PlannedChange> changes) {
  ChangesByStore stores;
  for (const PlannedChange& planned : changes) {
    stores[store_of(planned.change)].push_back(&planned);
  }
  return stores;
}

std::string flowed(std::span<const std::string> phrases, std::size_t indent) {
  std::string text;
  std::size_t column = 0;
  for (const std::string& phrase : phrases) {
    const std::size_t width = display_width(phrase);
    if (column != 0 && column + 3 + width <= text_width) {
      text += "   " + phrase;
      column += 3 + width;
      continue;
    }
    text += (column == 0 ? "" : "\n") + std::string(indent, ' ') + phrase;
    column = indent + width;
  }
  return phrases.empty() ? text : text + '\n';
}

std::string change_details(const PlannedChange& planned, std::size_t indent) {
  const Certificate& certificate = certificate_of(planned.change);
  std::string text = std::string(indent, ' ') + "sha256 " + certificate.fingerprint().hex() + '\n';
  std::vector<std::string> phrases = {expiry(certificate)};
  // A cross-certificate has its root's name and key, and differs by this alone.
  const bool known = certificate.verdict().kind != Verdict::Kind::opaque;
  if (known && !certificate.self_issued()) {
    phrases.push_back("issued by " + escape(certificate.issuer_text()));
  }
  if (!planned.cause.empty()) {
    phrases.push_back(escape(planned.cause));
  }
  const auto properties = std::visit(Phrases{}, planned.change);
  phrases.insert(phrases.end(), properties.begin(), properties.end());
  return text + flowed(phrases, indent);
}

std::string_view action_of(const Change& change) {
  if (std::holds_alternative<Add>(change)) {
    return "add";
  }
  return std::holds_alternative<Update>(change) ? "update" : "remove";
}

std::string name_of(const Change& change) {
  return std::string(action_of(change)) + " " + certificate_of(change).label() + " (" +
         certificate_of(change).fingerprint().hex() + ") in " + store_of(change).text();
}

std::string remarks_text(std::span<const Finding> findings, Colours colours) {
  std::string text;
  for (const Finding& finding : findings) {
    if (!stands_in_the_way(finding)) {
      text += finding_text(finding, colours);
    }
  }
  return text;
}

std::string nobodys_text(std::size_t count) {
  return count == 0
             ? ""
             : ", " + std::to_string(count) + " of them nobody's (apply --adopt takes them over)";
}

std::string rebuild_text(const Plan& plan, Colours colours) {
  return plan.needs_rebuild
             ? "\n  " + paint("~", Colour::yellow, colours) +
                   " to rebuild: what its stores say has not reached those who trust "
                   "them\n"
             : "";
}

std::string hurried_text(const Plan& plan) {
  const std::size_t urgent = plan.urgent_part().changes.size();
  return urgent == 0
             ? std::string()
             : "; what is distrusted is changed all the same (" + counted(urgent, "change") + ")";
}

std::string blocked_text(const Plan& plan, Colours colours) {
  const auto errors = std::count_if(plan.findings.begin(), plan.findings.end(), stands_in_the_way);
  const std::size_t count = static_cast<std::size_t>(errors) + plan.unreadable.size();
  return count == 0 ? std::string()
                    : paint("blocked", Colour::red, colours) + ": " + std::to_string(count) +
                          (count == 1 ? " error stands" : " errors stand") +
                          " in the way of this target" + hurried_text(plan) + "\n";
}

std::string declared_line(const PlannedChange& planned) {
  return planned.declared_at.has_value() ? line_text(*planned.declared_at) : std::string();
}

}  // namespace trustctl
