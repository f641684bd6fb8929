#include "engine/apply/apply_plan.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <memory>
#include <utility>

#include "engine/apply/settled.hpp"
#include "engine/apply/staleness.hpp"

namespace trustctl {

namespace {

bool is_reached(const Outcome& outcome) {
  return std::holds_alternative<Changed>(outcome) || std::holds_alternative<Unchanged>(outcome);
}

std::string act_of(const Change& change) {
  return std::holds_alternative<Add>(change)      ? "added"
         : std::holds_alternative<Update>(change) ? "changed"
                                                  : "removed";
}

std::string described(const Change& change) {
  const Certificate& certificate = certificate_of(change);
  return certificate.label() + " (" + certificate.fingerprint().hex() + ") in " +
         store_of(change).text();
}

std::optional<Error> why_refused(const Plan& plan) {
  if (!plan.unreadable.empty()) {
    return plan.unreadable.front();
  }
  if (plan.blocked()) {
    const bool hurried = !plan.urgent_part().changes.empty();
    return Error{ErrorCode::invalid_input,
                 "the plan for " + plan.target + " has errors, so " +
                     (hurried ? "nothing but what is distrusted" : "nothing") +
                     " was changed; mend what they name and plan again"};
  }
  if (!plan.refusals.empty()) {
    return Error{ErrorCode::refused, plan.refusals.front().message};
  }
  return std::nullopt;
}

// One run over one target. Every step returns what stops the whole.
class Run {
 public:
  Run(const Plan& plan, Provider& provider, Journal& journal, const ApplyContext& context,
      ApplyReport& report)
      : m_plan(plan),
        m_provider(provider),
        m_journal(journal),
        m_context(context),
        m_report(report) {}

  Result<void> carry_out() {
    return lock().and_then([this] { return choose_pending(); }).and_then([this] {
      return m_pending.empty() && !m_plan.needs_rebuild ? tidy() : change();
    });
  }

 private:
  // Under the lock what an interrupted run left is dead, whatever else is to be done.
  Result<void> tidy() {
    m_report.findings = m_session->apply({}, m_context.stop).findings;
    return {};
  }

  Result<void> change() {
    return write_down().map([this] { apply(); }).and_then([this] { return verify(); });
  }

  Result<void> lock() {
    auto session = m_provider.lock(m_context.deadline);
    if (!session) {
      return tl::unexpected(std::move(session.error()));
    }
    m_session = std::move(*session);
    return {};
  }

  // Reads again under the lock. What an earlier apply has done already is Unchanged.
  Result<void> choose_pending() {
    Selection selection = stores_of(m_plan);
    for (const PlannedChange& planned : m_plan.changes) {
      selection.images.emplace(store_of(planned.change),
                               certificate_of(planned.change).fingerprint());
    }
    const auto state = m_session->read(selection);
    if (!state) {
      return tl::unexpected(state.error());
    }
    if (auto error = why_stale(m_plan, *state)) {
      return tl::unexpected(std::move(*error));
    }
    note_unread(*state);
    for (std::size_t i = 0; i < m_plan.changes.size(); ++i) {
      if (auto chosen = choose(i, *state); !chosen) {
        return chosen;
      }
    }
    return {};
  }

  Result<void> choose(std::size_t index, const TargetState& state) {
    const Change& change = m_plan.changes[index].change;
    const StoreContents& contents = **readable(state, store_of(change));
    if (auto outcome = settled(change, contents)) {
      m_report.changes[index].outcome = std::move(*outcome);
      return {};
    }
    const Entry* entry = contents.find(certificate_of(change).fingerprint(), Origin::local);
    std::vector<Image> basis = entry == nullptr ? std::vector<Image>() : entry->images();
    if (entry != nullptr && basis.size() != entry->places.size()) {
      return tl::unexpected(Error{ErrorCode::io, described(change) +
                                                     " could not be preserved, so nothing was "
                                                     "changed: the target does not give all of "
                                                     "what it keeps"});
    }
    m_pending.push_back(index);
    m_steps.push_back({change, std::move(basis)});
    return {};
  }

  void note_unread(const TargetState& state) {
    for (const auto& [store, contents] : state) {
      if (contents) {
        std::copy_if(contents->findings().begin(), contents->findings().end(),
                     std::back_inserter(m_unread[store]), says_unread);
      }
    }
  }

  // What could be read under the lock, and cannot any more; null where there is nothing.
  const Finding* newly_unread(const StoreName& store, const StoreContents& contents) {
    const auto& known = m_unread[store];
    const auto is_new = [&](const Finding& finding) {
      return says_unread(finding) && std::find(known.begin(), known.end(), finding) == known.end();
    };
    const auto findings = contents.findings();
    const auto found = std::find_if(findings.begin(), findings.end(), is_new);
    return found == findings.end() ? nullptr : &*found;
  }

  Result<void> write_down() {
    JournalBegin record{m_context.circumstances, {}};
    for (std::size_t n = 0; n < m_pending.size(); ++n) {
      record.items.push_back({m_plan.changes[m_pending[n]], m_steps[n].basis});
    }
    auto id = m_journal.begin(record);
    if (!id) {
      return tl::unexpected(std::move(id.error()));
    }
    m_report.journal_id = std::move(*id);
    return {};
  }

  void apply() {
    auto [outcomes, findings] = m_session->apply(m_steps, m_context.stop);
    m_report.findings = std::move(findings);
    for (std::size_t n = 0; n < m_pending.size(); ++n) {
      m_report.changes[m_pending[n]].outcome =
          n < outcomes.size()
              ? std::move(outcomes[n])
              : Outcome{Unknown{{ErrorCode::io, "what became of " + described(m_steps[n].change) +
                                                    " is not known: the provider did not say"}}};
    }
  }

  // The fresh read polices the provider; then the journal's record is closed, whatever was found.
  Result<void> verify() {
    const auto state = m_session->read(stores_of(m_plan));
    Result<void> verdict;
    if (state) {
      for (const std::size_t i : m_pending) {
        verify_one(m_report.changes[i], *state);
      }
      if (state->needs_rebuild) {
        verdict = tl::unexpected(
            Error{ErrorCode::io, "the target was rebuilt, and a fresh read does not show it"});
      }
      if (auto error = why_not_relied_on(*state)) {
        verdict = tl::unexpected(std::move(*error));
      }
    } else {
      for (const std::size_t i : m_pending) {
        doubt(m_report.changes[i], state.error());
      }
    }
    auto closed = close();
    return verdict ? closed : verdict;
  }

  void verify_one(AppliedChange& applied, const TargetState& state) {
    const Change& change = applied.planned.change;
    const auto contents = readable(state, store_of(change));
    if (!contents) {
      doubt(applied, contents.error());
      return;
    }
    const Standpoint stands = standpoint(change, **contents);
    if (stands == Standpoint::not_known) {
      // What was found under the lock stood in nothing that could not be read then.
      if (const Finding* unread = newly_unread(store_of(change), **contents)) {
        doubt(applied, {ErrorCode::io, unread->message});
      }
    } else if (is_reached(applied.outcome) && stands != Standpoint::after) {
      applied.outcome =
          Failed{{ErrorCode::io, described(change) + " was reported as " + act_of(change) +
                                     ", and a fresh read does not show it"}};
    }
  }

  // What cannot be read back is not done.
  static void doubt(AppliedChange& applied, const Error& error) {
    if (is_reached(applied.outcome)) {
      Error unseen = error;
      unseen.message = described(applied.planned.change) + " was reported as " +
                       act_of(applied.planned.change) +
                       ", and could not be read back: " + error.message;
      applied.outcome = Unknown{std::move(unseen)};
    }
  }

  std::optional<Error> why_not_relied_on(const TargetState& state) const {
    Plan relied_on;
    relied_on.relied_on = m_plan.relied_on;
    return why_stale(relied_on, state);
  }

  Result<void> close() {
    std::vector<Outcome> outcomes;
    for (const std::size_t i : m_pending) {
      outcomes.push_back(m_report.changes[i].outcome);
    }
    return m_journal.end(m_report.journal_id, outcomes);
  }

  const Plan& m_plan;
  Provider& m_provider;
  Journal& m_journal;
  const ApplyContext& m_context;
  ApplyReport& m_report;
  std::unique_ptr<Session> m_session;
  std::vector<std::size_t> m_pending;                  // of m_plan.changes, those still to be made
  std::vector<Step> m_steps;                           // the same, as the session takes them
  std::map<StoreName, std::vector<Finding>> m_unread;  // what could not be read under the lock
};

}  // namespace

bool ApplyReport::done() const {
  return !failure.has_value() &&
         std::all_of(changes.begin(), changes.end(),
                     [](const AppliedChange& applied) { return is_reached(applied.outcome); });
}

bool ApplyReport::changed_anything() const {
  return std::any_of(changes.begin(), changes.end(), [](const AppliedChange& applied) {
    return std::holds_alternative<Changed>(applied.outcome) ||
           std::holds_alternative<Unknown>(applied.outcome);
  });
}

bool ApplyReport::partial() const {
  const auto is_open = [](const AppliedChange& applied) { return !is_reached(applied.outcome); };
  return changed_anything() && std::any_of(changes.begin(), changes.end(), is_open);
}

Result<void> still_fits(const Plan& plan, const Provider& provider) {
  const Selection stores = stores_of(plan);
  if (stores.stores->empty()) {
    return {};
  }
  const auto state = provider.read(stores);
  if (!state) {
    return tl::unexpected(state.error());
  }
  if (auto error = why_stale(plan, *state)) {
    return tl::unexpected(std::move(*error));
  }
  return {};
}

namespace {

// Carries out what is urgent of a plan that may not be carried out as a whole.
void hurry(const Plan& plan, Provider& provider, Journal& journal, const ApplyContext& context,
           ApplyReport& report) {
  const Plan part = plan.urgent_part();
  if (part.changes.empty()) {
    return;
  }
  const std::string why =
      plan.blocked() ? "errors stand in the way of this target" : report.failure->message;
  ApplyReport urgent = apply_plan(part, provider, journal, context);
  auto done = urgent.changes.begin();
  for (AppliedChange& applied : report.changes) {
    if (applied.planned.urgent) {
      applied.outcome = std::move((done++)->outcome);
    } else {
      applied.outcome = NotAttempted{"it waits: " + why};
    }
  }
  report.journal_id = std::move(urgent.journal_id);
  report.findings = std::move(urgent.findings);
  if (urgent.failure.has_value()) {
    report.failure = std::move(urgent.failure);
  }
}

}  // namespace

ApplyReport clear_leftovers(const Plan& plan, Provider& provider, Deadline deadline) {
  ApplyReport report;
  report.target = plan.target;
  if (auto session = provider.lock(deadline)) {
    report.findings = (*session)->apply({}, {}).findings;
  } else {
    report.findings = {
        left_behind("what an interrupted run left was not cleared away: " + session.error().message,
                    std::nullopt)};
  }
  return report;
}

ApplyReport apply_plan(const Plan& plan, Provider& provider, Journal& journal,
                       const ApplyContext& context) {
  ApplyReport report;
  report.target = plan.target;
  for (const PlannedChange& planned : plan.changes) {
    report.changes.push_back({planned, NotAttempted{"stopped before the first change"}});
  }
  report.failure = why_refused(plan);
  if (report.failure.has_value()) {
    hurry(plan, provider, journal, context, report);
    return report;
  }
  if (!plan.has_work()) {
    return report;
  }
  const auto carried_out = Run(plan, provider, journal, context, report).carry_out();
  if (!carried_out) {
    report.failure = carried_out.error();
  }
  return report;
}

}  // namespace trustctl
