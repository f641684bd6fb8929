// The part of a batch that writes: stage, sync, move into place, sync (see README.md, Protocol).
#include <algorithm>

#include "engine/apply/settled.hpp"
#include "providers/directory/batch.hpp"

namespace trustctl::directory {

namespace {

// Up to here, syncing file by file is cheaper than waiting for the whole file system.
constexpr std::size_t few_files = 8;

Error moved(const FileStep& step) {
  return {ErrorCode::stale, "cannot change " + step.store->folder + '/' + step.name +
                                ": somebody else changed it meanwhile; plan again"};
}

Error not_durable(const Error& why) {
  return {why.code,
          why.message + "; what was written is in place, but a loss of power may undo it"};
}

std::size_t staged_files(std::span<const FileStep> steps) {
  return static_cast<std::size_t>(std::count_if(steps.begin(), steps.end(), [](const auto& step) {
    return step.kind != FileStep::Kind::remove;
  }));
}

}  // namespace

std::vector<Outcome> Batch::run() {
  judge_all();
  const std::size_t files =
      staged_files(m_adds) + staged_files(m_updates) + staged_files(m_removes);
  const Durability durability = files > few_files ? Durability::later : Durability::at_once;
  Result<void> ready = prepare_stage();
  if (ready && files > 0) {
    for (auto* steps : {&m_adds, &m_updates, &m_removes}) {
      stage_all(*steps, durability);
    }
    if (durability == Durability::later) {
      ready = m_stage->sync_file_system();
    }
  }
  for (auto* steps : {&m_adds, &m_updates, &m_removes}) {
    if (!ready) {
      fail_all(*steps, ready.error());
    }
    if (steps == &m_removes) {
      withhold_removals(m_steps, m_outcomes);
    }
    for (FileStep& step : *steps) {
      commit(step);
    }
    sync_stores(*steps);
  }
  discard_stage();

  std::vector<Outcome> outcomes;
  for (auto& outcome : m_outcomes) {
    outcomes.push_back(outcome ? std::move(*outcome) : Outcome{Changed{}});
  }
  return outcomes;
}

// An empty stage folder, where there is anything to write. What an apply left there that was
// interrupted is dead, the lock being ours.
Result<void> Batch::prepare_stage() {
  const bool idle = m_adds.empty() && m_updates.empty() && m_removes.empty();
  constexpr std::uint32_t private_mode = 0700;
  auto stage = idle ? m_target.open_directory(stage_name)
                    : m_target.ensure_directory(stage_name, private_mode);
  if (!stage) {
    return idle ? Result<void>() : tl::unexpected(stage.error());
  }
  m_stage = std::move(*stage);
  const auto dead = m_stage->list();
  if (!dead) {
    return tl::unexpected(dead.error());
  }
  for (const DirectoryItem& item : *dead) {
    if (is_kept_name(item.name)) {
      continue;
    }
    auto removed = item.kind == FileKind::directory ? m_stage->remove_directory(item.name)
                                                    : m_stage->remove_file(item.name);
    if (!removed) {
      return removed;
    }
  }
  const auto ours = m_stage->status();
  const auto target = m_target.status();
  if (ours && target && ours->owner.user == 0) {  // root gives files to the directory's owner
    m_owner = target->owner;
  }
  return {};
}

void Batch::stage_all(std::vector<FileStep>& steps, Durability durability) {
  std::size_t done = 0;
  for (FileStep& step : steps) {
    if (m_progress != nullptr) {
      m_progress->step("writing " + step.store->store.text(), done++, steps.size());
    }
    if (step.kind == FileStep::Kind::remove) {
      continue;
    }
    if (auto staged = stage(step, durability); !staged) {
      fail(step, staged.error());
    }
  }
}

Result<void> Batch::stage(FileStep& step, Durability durability) {
  FileAttributes attributes{.owner = m_owner, .extended = {}};
  if (step.kind == FileStep::Kind::replace) {
    auto old = step.store->directory->attributes(step.name);
    if (!old) {
      return tl::unexpected(old.error());
    }
    attributes = std::move(*old);
  }
  const std::string name = std::to_string(m_staged_count++);
  auto created = m_stage->create_file(name, as_bytes(step.contents), attributes, durability);
  if (created) {
    step.staged = name;
  }
  return created;
}

void Batch::commit(FileStep& step) {
  const bool settled = std::any_of(step.changes.begin(), step.changes.end(),
                                   [&](std::size_t i) { return m_outcomes[i].has_value(); });
  if (settled) {
    for (const std::size_t index : step.changes) {
      decide(index, NotAttempted{"it shares " + step.store->folder + '/' + step.name +
                                 " with what could not be changed"});
    }
    return;
  }
  if (auto done = commit_step(step); !done) {
    fail(step, done.error());
  } else {
    step.store->unsynced = true;
  }
}

Result<void> Batch::commit_step(FileStep& step) {
  switch (step.kind) {
    case FileStep::Kind::create:
      return create(step);
    case FileStep::Kind::replace:
      return replace(step);
    case FileStep::Kind::remove:
      return remove(step);
  }
  return {};
}

Result<void> Batch::create(FileStep& step) {
  if (!step.store->directory) {
    auto made = m_target.ensure_directory(step.store->folder);
    if (!made) {
      return tl::unexpected(made.error());
    }
    step.store->directory = std::move(*made);
    if (auto durable = m_target.sync(); !durable) {
      return durable;
    }
  }
  constexpr unsigned most_attempts = 1000;
  Result<void> renamed;
  for (unsigned attempt = step.name.empty() ? 1 : 0; attempt <= most_attempts; ++attempt) {
    const std::string name = attempt == 0 ? step.name : store_file_name(step.certificate, attempt);
    renamed = m_stage->rename_noreplace(step.staged, *step.store->directory, name);
    if (renamed || renamed.error().code != ErrorCode::stale) {
      return renamed;
    }
  }
  return renamed;
}

// The two files change places; had the old one been changed meanwhile, they change back.
Result<void> Batch::replace(FileStep& step) {
  const DirectoryHandle& store = *step.store->directory;
  const StagedFile staged{*m_stage, step.staged, FileDigest::of(as_bytes(step.contents))};
  const auto exchanged = exchange_file(staged, store, step.name, *step.basis);
  if (!exchanged) {
    switch (exchanged.error().code) {
      case ErrorCode::unsupported:
        return replace_without_exchange(step);
      case ErrorCode::not_found:
        return tl::unexpected(moved(step));
      default:
        return tl::unexpected(exchanged.error());
    }
  }
  switch (exchanged->end) {
    case Exchange::End::done:
      return {};
    case Exchange::End::undone:
      return tl::unexpected(moved(step));
    case Exchange::End::kept:
      return tl::unexpected(overtaken(store.path_of(step.name), *exchanged));
  }
  return {};
}

Result<void> Batch::replace_without_exchange(FileStep& step) {
  if (auto same = check_basis(step); !same) {
    return same;
  }
  return m_stage->rename_over(step.staged, *step.store->directory, step.name);
}

Result<void> Batch::remove(FileStep& step) {
  if (auto same = check_basis(step); !same) {
    return same;
  }
  return step.store->directory->remove_file(step.name);
}

Result<void> Batch::check_basis(const FileStep& step) const {
  const auto same = holds(*step.store->directory, step.name, *step.basis);
  if (!same) {
    return tl::unexpected(same.error());
  }
  return *same ? Result<void>() : tl::unexpected(moved(step));
}

void Batch::sync_stores(std::span<const FileStep> steps) {
  for (const FileStep& step : steps) {
    if (!step.store->unsynced) {
      continue;
    }
    step.store->unsynced = false;
    const auto durable = step.store->directory->sync();
    if (durable) {
      continue;
    }
    for (const FileStep& other : steps) {
      if (other.store == step.store) {
        fail(other, not_durable(durable.error()));
      }
    }
  }
}

void Batch::discard_stage() {
  if (!m_stage) {
    return;
  }
  // What cannot be removed is dead, and the next apply tries again.
  if (const auto left = m_stage->list()) {
    for (const DirectoryItem& item : *left) {
      if (!is_kept_name(item.name)) {
        (void)m_stage->remove_file(item.name);
      }
    }
  }
  m_stage.reset();  // Windows removes no directory that is open
  (void)m_target.remove_directory(stage_name);
}

void Batch::fail(const FileStep& step, const Error& error) {
  for (const std::size_t index : step.changes) {
    decide(index, Failed{error});
  }
}

void Batch::fail_all(std::span<const FileStep> steps, const Error& error) {
  for (const FileStep& step : steps) {
    fail(step, error);
  }
}

}  // namespace trustctl::directory
