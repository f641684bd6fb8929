// From the text of a snapshot to the entries it holds.
#include <algorithm>
#include <array>
#include <utility>

#include "engine/model/error_code_text.hpp"
#include "engine/text/encoding.hpp"
#include "providers/snapshot/snapshot_members.hpp"

namespace trustctl {

namespace {

using namespace snapshot;
using Kind = JsonCursor::Kind;

std::optional<StoreName> read_store_name(JsonCursor& cursor, std::string_view text,
                                         const Snapshot& snapshot) {
  auto name = StoreName::parse(text);
  if (!name) {
    cursor.fail(name.error().message);
    return std::nullopt;
  }
  if (snapshot.stores.contains(*name) || snapshot.unreadable.contains(*name)) {
    cursor.fail("the store '" + name->text() + "' is there twice");
    return std::nullopt;
  }
  return *name;
}

bool before(const Snapshot::Item& a, const Snapshot::Item& b) {
  const auto order = a.entry.certificate <=> b.entry.certificate;
  return order == 0 ? a.entry.origin < b.entry.origin : order < 0;
}

void sort_items(JsonCursor& cursor, Snapshot::Store& store) {
  std::sort(store.items.begin(), store.items.end(), before);
  const auto twice = std::adjacent_find(
      store.items.begin(), store.items.end(),
      [](const Snapshot::Item& a, const Snapshot::Item& b) { return !before(a, b); });
  if (twice != store.items.end()) {
    cursor.fail("the entry " + twice->entry.certificate.fingerprint().hex() + " is there twice");
  }
}

void read_stores(JsonCursor& cursor, Snapshot& snapshot) {
  const std::size_t begin = cursor.value_begin();
  cursor.enter_object();
  while (const auto key = cursor.next_member()) {
    const auto name = read_store_name(cursor, *key, snapshot);
    Snapshot::Store store;
    store.range = range_of(
        cursor, [&] { read_list(cursor, [&] { store.items.push_back(read_item(cursor)); }); });
    sort_items(cursor, store);
    if (name) {
      snapshot.stores.emplace(*name, std::move(store));
    }
  }
  snapshot.stores_range = {begin, cursor.offset()};
}

struct Unreadable {
  std::string store;
  std::string code;
  std::string message;
};

// A code that only a later trustctl has is still a store that was not read.
ErrorCode code_named(std::string_view name) {
  return parse_error_code(name).value_or(ErrorCode::io);
}

void read_unreadable(JsonCursor& cursor, Snapshot& snapshot) {
  static constexpr std::array<Member<Unreadable>, 3> members = {{
      {"store", [](JsonCursor& at, Unreadable& store) { store.store = at.string(); }},
      {"code", [](JsonCursor& at, Unreadable& store) { store.code = at.string(); }},
      {"message", [](JsonCursor& at, Unreadable& store) { store.message = at.string(); }},
  }};
  read_list(cursor, [&] {
    Unreadable store;
    read_object(cursor, members, store);
    if (const auto name = read_store_name(cursor, store.store, snapshot)) {
      snapshot.unreadable.emplace(
          *name, Error{code_named(store.code), "when the snapshot was taken: " + store.message});
    }
  });
}

struct Noticed {
  std::string store;
  std::string rule;
  std::string message;
  std::optional<std::string> sha256;
  std::optional<std::string> where;
};

// What a later trustctl notices and this one has no rule for may be something that was not read.
RuleId rule_named(std::string_view name) {
  const Rule* known = find_rule(name);
  return known != nullptr ? known->id : RuleId::unreadable_file;
}

std::optional<Finding> finding_of(JsonCursor& cursor, Noticed noticed) {
  const Rule& about = rule(rule_named(noticed.rule));
  Finding finding{about.id, about.levels.observed, std::move(noticed.message)};
  if (noticed.sha256) {
    const auto certificate = Fingerprint::parse(*noticed.sha256);
    if (!certificate) {
      cursor.fail(certificate.error().message);
      return std::nullopt;
    }
    finding.certificate = *certificate;
  }
  if (noticed.where) {
    finding.where = Location{*std::move(noticed.where)};
  }
  finding.observed = true;
  return finding;
}

constexpr std::array<Member<Noticed>, 4> noticed_members = {{
    {"rule", [](JsonCursor& at, Noticed& noticed) { noticed.rule = at.string(); }},
    {"sha256", [](JsonCursor& at, Noticed& noticed) { noticed.sha256 = read_optional_text(at); }},
    {"where", [](JsonCursor& at, Noticed& noticed) { noticed.where = read_optional_text(at); }},
    {"message", [](JsonCursor& at, Noticed& noticed) { noticed.message = read_text(at); }},
}};

void read_findings(JsonCursor& cursor, Snapshot& snapshot) {
  static constexpr std::array<Member<Noticed>, 5> members = {{
      {"store", [](JsonCursor& at, Noticed& noticed) { noticed.store = at.string(); }},
      noticed_members[0],
      noticed_members[1],
      noticed_members[2],
      noticed_members[3],
  }};
  read_list(cursor, [&] {
    Noticed noticed;
    read_object(cursor, members, noticed);
    const auto store = StoreName::parse(noticed.store);
    if (!store) {
      cursor.fail(store.error().message);
      return;
    }
    if (auto finding = finding_of(cursor, std::move(noticed))) {
      finding->store = *store;
      snapshot.findings[*store].push_back(*std::move(finding));
    }
  });
}

void read_target_findings(JsonCursor& cursor, Snapshot& snapshot) {
  read_list(cursor, [&] {
    Noticed noticed;
    read_object(cursor, noticed_members, noticed);
    if (auto finding = finding_of(cursor, std::move(noticed))) {
      snapshot.target_findings.push_back(*std::move(finding));
    }
  });
}

void read_format_version(JsonCursor& cursor, Snapshot&) {
  const std::string version(cursor.string());
  if (!version.starts_with("1.")) {
    cursor.fail("format_version '" + version + "' is not known; this trustctl reads 1.x");
  }
}

void read_taken_at(JsonCursor& cursor, Snapshot& snapshot) {
  const auto time = parse_time(cursor.string());
  if (time) {
    snapshot.header.taken_at = *time;
  } else {
    cursor.fail(time.error().message);
  }
}

constexpr std::array<Member<Snapshot>, 11> document_members = {{
    {"format_version", read_format_version},
    {"trustctl_version",
     [](JsonCursor& at, Snapshot& read) { read.header.trustctl_version = at.string(); }},
    {"host", [](JsonCursor& at, Snapshot& read) { read.header.host = read_optional_text(at); }},
    {"os", [](JsonCursor& at, Snapshot& read) { read.header.os = read_optional_text(at); }},
    {"taken_at", read_taken_at},
    {"provider", [](JsonCursor& at, Snapshot& read) { read.header.provider = at.string(); }},
    {"stores", read_stores},
    {"unreadable", read_unreadable},
    {"findings", read_findings, Need::where_known},
    {"target_findings", read_target_findings, Need::where_known},
    {"windows", [](JsonCursor& at, Snapshot& read) { read.windows = read_windows(at); },
     Need::where_known},
}};

}  // namespace

Error snapshot::not_a_snapshot(Error error) {
  error.message = "not a snapshot: " + error.message;
  return error;
}

Result<Snapshot> read_snapshot(std::string_view text, const std::string& file) {
  if (text.size() > snapshot_size_limit) {
    return tl::unexpected(Error{ErrorCode::invalid_input,
                                "cannot read the snapshot " + file + ": it is over 64 MiB"});
  }
  if (is_utf16(text)) {
    return tl::unexpected(not_a_snapshot(
        {ErrorCode::invalid_input, std::string(utf16_message), Location{file, 1, 1}}));
  }
  JsonCursor cursor(text, file);
  Snapshot snapshot;
  read_object(cursor, document_members, snapshot);
  cursor.finish();
  if (cursor.error()) {
    return tl::unexpected(not_a_snapshot(*cursor.error()));
  }
  if (!snapshot.windows.has_value()) {
    snapshot.windows = windows_of(snapshot.header.provider);
  }
  return snapshot;
}

}  // namespace trustctl
