// What each change of a batch comes to, before anything is written.
#include <algorithm>
#include <iterator>

#include "engine/apply/settled.hpp"
#include "providers/directory/batch.hpp"

namespace trustctl::directory {

namespace {

// The name of a file of ours as an image tells it ("Root/lab.pem"); empty where it is not one that
// may be made.
std::string file_name_of(const Image& image) {
  const std::string name = image.place.substr(image.place.find_last_of('/') + 1);
  return name.starts_with('.') || name.find('\0') != std::string::npos ? std::string() : name;
}

std::map<Fingerprint, std::vector<std::size_t>> files_by_certificate(
    const std::vector<ReadFile>& files, const Touched& touched) {
  std::map<Fingerprint, std::vector<std::size_t>> places;
  for (std::size_t i = 0; i < files.size(); ++i) {
    for (const StoreFile::Item& item : files[i].content.items) {
      const Fingerprint& certificate = item.certificate.fingerprint();
      if (touched.contains(certificate)) {
        std::vector<std::size_t>& all = places[certificate];
        if (all.empty() || all.back() != i) {
          all.push_back(i);
        }
      }
    }
  }
  return places;
}

}  // namespace

Batch::Batch(const DirectoryHandle& target, ReadTarget before, std::span<const Step> steps,
             Progress* progress)
    : m_target(target),
      m_steps(steps),
      m_progress(progress),
      m_before(std::move(before)),
      m_outcomes(steps.size()),
      m_begun(steps.size(), false) {}

void Batch::judge_all() {
  auto folders = store_folders(m_target, {});
  if (folders) {
    m_folders = std::move(*folders);
  } else {
    m_unlisted = folders.error();
  }
  for (const std::size_t index : batch_order(m_steps, m_outcomes)) {
    const Change& change = m_steps[index].change;
    const BatchStore& store = store_of_change(store_of(change));
    if (store.unreadable) {
      decide(index, Failed{*store.unreadable});
    } else if (auto outcome = settled(change, store.contents)) {
      decide(index, std::move(*outcome));
    } else if (!is_basis_there(store, m_steps[index])) {
      decide(index, overtaken(change));
    } else {
      std::visit([&](const auto& each) { judge(index, each); }, change);
    }
  }
  plan_removals();
}

bool Batch::is_basis_there(const BatchStore& store, const Step& step) {
  if (step.basis.empty()) {
    return true;
  }
  const Fingerprint& certificate = certificate_of(step.change).fingerprint();
  const Entry* entry = store.contents.find(certificate, Origin::local);
  return entry != nullptr && entry->images() == step.basis;
}

Touched Batch::touched_in(const StoreName& store) const {
  Touched touched;
  for (const Step& step : m_steps) {
    if (store_of(step.change) == store) {
      touched.insert(certificate_of(step.change).fingerprint());
    }
  }
  return touched;
}

BatchStore& Batch::store_of_change(const StoreName& name) {
  const auto known = m_stores.find(name);
  if (known != m_stores.end()) {
    return known->second;
  }
  BatchStore store{.store = name};
  open_store(store);
  return m_stores.emplace(name, std::move(store)).first->second;
}

void Batch::open_store(BatchStore& store) {
  if (m_unlisted) {
    store.unreadable = m_unlisted;
    return;
  }
  const auto folder = m_folders->folders.find(store.store);
  if (folder == m_folders->folders.end()) {
    return;
  }
  if (!folder->second) {
    store.unreadable = folder->second.error();
    return;
  }
  store.folder = *folder->second;
  auto directory = m_target.open_directory(store.folder);
  if (!directory) {
    store.unreadable = directory.error();
    return;
  }
  const Touched touched = touched_in(store.store);
  const auto before = m_before.stores.find(store.store);
  const bool was_read = before != m_before.stores.end() && before->second;
  auto read = read_store(*directory, store.store, touched, {},
                         was_read ? std::move(*before->second) : ReadStore());
  if (!read) {
    store.unreadable = read.error();
    return;
  }
  store.contents = contents_of(*read, touched);
  store.read = std::move(*read);
  store.files_of = files_by_certificate(store.read.files, touched);
  store.directory = std::move(*directory);
}

void Batch::judge(std::size_t index, const Add& add) {
  BatchStore& store = m_stores.at(add.store);
  if (!add.restore.empty()) {
    restore(index, add, store);
    return;
  }
  m_adds.push_back({.kind = FileStep::Kind::create,
                    .store = &store,
                    .certificate = add.certificate,
                    .contents = write_store_file(add.certificate, add.after),
                    .changes = {index}});
}

// Writes back the files that an entry was kept in; their properties become those of the change.
void Batch::restore(std::size_t index, const Add& add, BatchStore& store) {
  std::vector<FileStep> steps;
  bool told = add.after == Properties{};
  const auto create = [&](std::string name, std::string contents) {
    steps.push_back({.kind = FileStep::Kind::create,
                     .store = &store,
                     .certificate = add.certificate,
                     .name = std::move(name),
                     .contents = std::move(contents),
                     .changes = {index}});
  };
  for (const Image& image : add.restore) {
    const std::string name = file_name_of(image);
    const StoreFile file = parse_store_file(name, image.bytes);
    if (file.items.empty() || !file.holds_only({add.certificate.fingerprint()})) {
      decide(index,
             Failed{{ErrorCode::invalid_input,
                     "cannot bring back " + add.certificate.label() + " in " + add.store.text() +
                         ": what was kept of " + image.place + " holds something else"}});
      return;
    }
    const bool own = file.form == StoreFile::Form::own;
    told = told || own;
    create(name, own && file.properties != add.after ? with_properties(image.bytes, file, add.after)
                                                     : std::string(as_text(image.bytes)));
  }
  if (!told) {
    create({}, write_store_file(add.certificate, add.after));
  }
  std::move(steps.begin(), steps.end(), std::back_inserter(m_adds));
}

void Batch::judge(std::size_t index, const Update& update) {
  BatchStore& store = m_stores.at(update.store);
  const Fingerprint& fingerprint = update.certificate.fingerprint();
  FileStep step{.kind = FileStep::Kind::create,
                .store = &store,
                .certificate = update.certificate,
                .contents = write_store_file(update.certificate, update.after),
                .changes = {index}};
  bool own = false;
  for (const std::size_t i : store.files_of[fingerprint]) {
    const ReadFile& file = store.read.files[i];
    if (file.content.form == StoreFile::Form::own) {
      own = true;
      step.kind = FileStep::Kind::replace;
      step.name = file.name;
      step.basis = FileDigest::of(file.bytes);
      step.contents = with_properties(file.bytes, file.content, update.after);
      m_updates.push_back(step);
    }
  }
  if (!own) {  // only in files that are not ours: ours goes beside them
    m_updates.push_back(std::move(step));
  }
}

void Batch::judge(std::size_t index, const Remove& remove) {
  BatchStore& store = m_stores.at(remove.store);
  const Fingerprint& fingerprint = remove.certificate.fingerprint();
  for (const std::size_t i : store.files_of[fingerprint]) {
    Removal& removal = m_removals[{remove.store, i}];
    removal.certificates.insert(fingerprint);
    removal.changes.push_back(index);
  }
}

// A file that loses all it holds goes; another is written again without what it loses. Files that
// tell an owner go last: if the rest cannot go, the next apply still knows whose they are.
void Batch::plan_removals() {
  for (const bool owned : {false, true}) {
    for (auto& [key, removal] : m_removals) {
      BatchStore& store = m_stores.at(key.first);
      const ReadFile& file = store.read.files[key.second];
      if (owned == file.content.properties.owners.empty()) {
        continue;
      }
      const bool whole = file.content.holds_only(removal.certificates);
      m_removes.push_back(
          {.kind = whole ? FileStep::Kind::remove : FileStep::Kind::replace,
           .store = &store,
           .certificate = file.content.items.front().certificate,
           .name = file.name,
           .basis = FileDigest::of(file.bytes),
           .contents =
               whole ? std::string() : without(file.bytes, file.content, removal.certificates),
           .changes = std::move(removal.changes)});
    }
  }
}

void Batch::decide(std::size_t index, Outcome outcome) {
  if (!m_outcomes[index]) {  // the first word counts
    m_outcomes[index] = std::move(outcome);
  }
}

}  // namespace trustctl::directory
