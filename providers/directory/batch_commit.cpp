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

Error half_done(const Error& why) {
  return {why.code, why.message +
                        "; another file that holds the certificate was changed already, "
                        "and the next apply finishes the work"};
}

std::string cannot_tidy(const Error& why) {
  return "what a run left beside the stores could not be cleared away; the next one tries again: " +
         why.message;
}

std::size_t new_files(std::span<const FileStep> steps) {
  return static_cast<std::size_t>(std::count_if(steps.begin(), steps.end(), [](const auto& step) {
    return step.kind != FileStep::Kind::remove;
  }));
}

}  // namespace

Applied Batch::run() {
  judge_all();
  const std::size_t files = new_files(m_adds) + new_files(m_updates) + new_files(m_removes);
  const Durability durability = files > few_files ? Durability::later : Durability::at_once;
  Result<void> ready = prepare_stage();
  if (ready && m_stage) {
    for (auto* steps : {&m_adds, &m_updates, &m_removes}) {
      stage_all(*steps, durability);
    }
    ready = write_index(durability);
    if (ready && durability == Durability::later) {
      ready = m_stage->folder().sync_file_system();
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
  if (!ready && m_steps.empty()) {
    m_findings.push_back(left_behind(cannot_tidy(ready.error()), Location{stage_name}));
  }

  Applied applied;
  for (auto& outcome : m_outcomes) {
    applied.outcomes.push_back(outcome ? std::move(*outcome) : Outcome{Changed{}});
  }
  applied.findings = std::move(m_findings);
  return applied;
}

// An empty stage folder, where there is anything to write; what an interrupted apply left is
// cleared away even where there is nothing.
Result<void> Batch::prepare_stage() {
  if (m_adds.empty() && m_updates.empty() && m_removes.empty()) {
    auto left = Stage::find(m_target);
    if (!left) {
      return tl::unexpected(left.error());
    }
    m_stage = std::move(*left);
    return {};
  }
  auto stage = Stage::prepare(m_target);
  if (!stage) {
    return tl::unexpected(stage.error());
  }
  m_stage = std::move(*stage);
  const auto ours = m_stage->folder().status();
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
    step.staged = std::to_string(m_staged_count++);
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
  return m_stage->folder().create_file(step.staged, as_bytes(step.contents), attributes,
                                       durability);
}

Result<void> Batch::write_index(Durability durability) {
  std::vector<StageLine> lines;
  for (const auto* steps : {&m_adds, &m_updates, &m_removes}) {
    for (const FileStep& step : *steps) {
      StageLine line{step.staged, step.store->folder, step.name, {}, {}};
      if (step.kind != FileStep::Kind::remove) {
        line.contents = Fingerprint::of(as_bytes(step.contents));
      }
      if (step.basis) {
        line.basis = step.basis->sha256;
      }
      lines.push_back(std::move(line));
    }
  }
  return lines.empty() ? Result<void>() : m_stage->write_index(lines, durability);
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
    for (const std::size_t index : step.changes) {
      m_begun[index] = true;
    }
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
    if (m_owner) {
      if (auto given = step.store->directory->give_to(*m_owner); !given) {
        return given;
      }
    }
    if (auto durable = m_target.sync(); !durable) {
      return durable;
    }
  }
  constexpr unsigned most_attempts = 1000;
  Result<void> renamed;
  for (unsigned attempt = step.name.empty() ? 1 : 0; attempt <= most_attempts; ++attempt) {
    const std::string name = attempt == 0 ? step.name : store_file_name(step.certificate, attempt);
    renamed = m_stage->folder().rename_noreplace(step.staged, *step.store->directory, name);
    if (renamed || renamed.error().code != ErrorCode::stale) {
      return renamed;
    }
  }
  return renamed;
}

// The two files change places; had the old one been changed meanwhile, they change back.
Result<void> Batch::replace(FileStep& step) {
  const DirectoryHandle& store = *step.store->directory;
  const StagedFile staged{m_stage->folder(), step.staged, FileDigest::of(as_bytes(step.contents))};
  const auto exchanged = exchange_file(staged, store, step.name, *step.basis);
  if (!exchanged && exchanged.error().code == ErrorCode::unsupported) {
    return replace_without_exchange(step);
  }
  return done_to(step, exchanged);
}

Result<void> Batch::replace_without_exchange(FileStep& step) {
  const auto same = holds(*step.store->directory, step.name, *step.basis);
  if (!same) {
    return tl::unexpected(same.error());
  }
  if (!*same) {
    return tl::unexpected(moved(step));
  }
  return m_stage->folder().rename_over(step.staged, *step.store->directory, step.name);
}

Result<void> Batch::remove(FileStep& step) {
  return done_to(step, take_file({m_stage->folder(), step.staged}, *step.store->directory,
                                 step.name, *step.basis));
}

// What an exchange, or a taking out, came to.
Result<void> Batch::done_to(const FileStep& step, const Result<Exchange>& exchange) {
  if (!exchange) {
    return tl::unexpected(exchange.error().code == ErrorCode::not_found ? moved(step)
                                                                        : exchange.error());
  }
  switch (exchange->end) {
    case Exchange::End::done:
      return {};
    case Exchange::End::undone:
      return tl::unexpected(moved(step));
    case Exchange::End::kept:
      return tl::unexpected(overtaken(step.store->directory->path_of(step.name), *exchange));
  }
  return {};
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
      for (const std::size_t index : other.changes) {
        if (other.store == step.store && m_begun[index]) {
          decide(index, Unknown{not_durable(durable.error())});
        }
      }
    }
  }
}

void Batch::discard_stage() {
  if (!m_stage) {
    return;
  }
  if (const auto gone = std::move(*m_stage).discard(m_target); !gone) {
    m_findings.push_back(left_behind(cannot_tidy(gone.error()), Location{stage_name}));
  }
  m_stage.reset();
}

// Of an entry in several files, one may have been written already.
void Batch::fail(const FileStep& step, const Error& error) {
  for (const std::size_t index : step.changes) {
    decide(index, m_begun[index] ? Outcome(Unknown{half_done(error)}) : Outcome(Failed{error}));
  }
}

void Batch::fail_all(std::span<const FileStep> steps, const Error& error) {
  for (const FileStep& step : steps) {
    fail(step, error);
  }
}

}  // namespace trustctl::directory
