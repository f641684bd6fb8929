#include "providers/directory/read_target.hpp"

#include <algorithm>
#include <iterator>
#include <optional>

#include "engine/platform/folder_writers.hpp"
#include "providers/directory/stage.hpp"

namespace trustctl::directory {

namespace {

Touched touched_in(const StoreName& store, const Selection& selection) {
  Touched touched;
  for (const auto& [name, certificate] : selection.images) {
    if (name == store) {
      touched.insert(certificate);
    }
  }
  return touched;
}

Finding finding(RuleId id, const StoreName& store, const std::string& place,
                const std::string& message) {
  return {.rule = id,
          .level = rule(id).levels.observed,
          .message = place + ": " + message,
          .store = store,
          .where = Location{place}};
}

std::optional<std::string> why_not_read(const DirectoryItem& item) {
  if (item.kind == FileKind::link) {
    return "it is a symbolic link, which is not followed; put the file itself here";
  }
  if (item.kind == FileKind::directory) {
    return "it is a directory, and stores hold files only; move it away";
  }
  if (item.kind == FileKind::other) {
    return "it is not a regular file; move it away";
  }
  if (item.name.starts_with('.')) {
    return "its name hides it, so it is not read; rename it";
  }
  return std::nullopt;
}

// Git's own files belong to a directory that lives in a repository.
bool passed_over(const DirectoryItem& item) { return item.name.starts_with(".git"); }

// (A certificate that does not decode is an entry; the rules speak of it.)
void report_remarks(const StoreFile& file, const StoreName& store, const std::string& place,
                    std::vector<Finding>& findings) {
  for (const StoreFile::Remark& remark : file.remarks) {
    findings.push_back(finding(remark.rule, store, place, remark.message));
  }
}

bool holds_any(const StoreFile& file, const Touched& touched) {
  return !touched.empty() &&
         std::any_of(file.items.begin(), file.items.end(), [&](const auto& item) {
           return touched.contains(item.certificate.fingerprint());
         });
}

void read_one(const DirectoryHandle& directory, const StoreName& store, const std::string& name,
              const Touched& touched, const KnownCertificates& known, ReadStore& read) {
  auto bytes = directory.read_file(name, file_size_limit);
  if (!bytes) {
    if (bytes.error().code != ErrorCode::not_found) {  // gone since it was listed
      read.findings.push_back(
          finding(RuleId::unreadable_file, store, read.place_of(name), bytes.error().message));
    }
    return;
  }
  StoreFile content = parse_store_file(name, *bytes, known);
  if (!content.remarks.empty()) {
    report_remarks(content, store, read.place_of(name), read.findings);
  }
  if (!content.items.empty()) {
    const bool whole = holds_any(content, touched);
    read.files.push_back({name, whole ? std::move(*bytes) : Bytes(), std::move(content)});
  }
}

// What of a file is one entry, for the journal: all of a file that holds nothing else, else the
// certificate's block alone, since what stands beside it may be a private key.
Bytes image_of(const ReadFile& file, const StoreFile::Item& item) {
  return file.content.holds_only({item.certificate.fingerprint()})
             ? file.bytes
             : copy(ByteView(file.bytes).subspan(item.begin, item.end - item.begin));
}

// Whether a file or link of this name is in the way of a store, or just something else in a folder.
bool stands_for_store(const StoreName& name, const Selection& selection) {
  return !name.display_name().empty() || (selection.stores && selection.stores->contains(name));
}

Error not_a_folder(const DirectoryHandle& target, const DirectoryItem& item) {
  const char* what = item.kind == FileKind::link ? "it is a symbolic link, which is not followed"
                                                 : "it is not a directory";
  return {ErrorCode::invalid_input,
          "cannot read the store " + target.path_of(item.name) + ": " + what + "; move it away"};
}

Error two_folders(const DirectoryHandle& target, const std::string& a, const std::string& b) {
  return {ErrorCode::invalid_input, "cannot read the store " + target.path_of(a) + ": " +
                                        target.path_of(b) +
                                        " is the same store; put their files into one folder"};
}

void add_folder(const DirectoryHandle& target, const StoreName& store, const std::string& name,
                StoreFolders& found) {
  const auto [at, added] = found.folders.emplace(store, name);
  if (!added && at->second) {
    at->second = tl::unexpected(two_folders(target, *at->second, name));
  }
}

Finding no_store(const DirectoryItem& item) {
  const RuleId id = RuleId::junk;
  return {
      .rule = id,
      .level = rule(id).levels.observed,
      .message = item.name +
                 ": it is not the name of a store, so it is not read; rename it or move it away",
      .where = Location{item.name},
      .observed = true};
}

Result<ReadStore> read_folder(const DirectoryHandle& target, const StoreName& store,
                              const Result<std::string>& folder, const FileOwner& owner,
                              const Selection& selection) {
  if (!folder) {
    return tl::unexpected(folder.error());
  }
  const auto directory = target.open_directory(*folder);
  if (!directory) {
    return tl::unexpected(directory.error());
  }
  auto read = read_store(*directory, store, touched_in(store, selection), selection.known);
  if (read) {
    read->shared = written_by_several(*directory, owner);
  }
  return read;
}

// What was read of a store before, by name, taken over file by file.
class Before {
 public:
  Before(ReadStore read, const Touched& touched) : m_read(std::move(read)), m_touched(touched) {}

  /// Whether all that is known of this name still serves; if so, `read` has it now.
  bool serves(const std::string& name, ReadStore& read) {
    if (!std::binary_search(m_read.names.begin(), m_read.names.end(), name)) {
      return false;
    }
    while (m_file < m_read.files.size() && m_read.files[m_file].name < name) {
      ++m_file;
    }
    const bool is_file = m_file < m_read.files.size() && m_read.files[m_file].name == name;
    if (is_file && holds_any(m_read.files[m_file].content, m_touched)) {
      return false;
    }
    if (is_file) {
      read.files.push_back(std::move(m_read.files[m_file++]));
    }
    const std::string place = read.place_of(name);
    std::copy_if(m_read.findings.begin(), m_read.findings.end(), std::back_inserter(read.findings),
                 [&](const Finding& one) { return one.where && one.where->file == place; });
    return true;
  }

 private:
  ReadStore m_read;
  const Touched& m_touched;
  std::size_t m_file = 0;
};

}  // namespace

Result<ReadStore> read_store(const DirectoryHandle& directory, const StoreName& store,
                             const Touched& touched, const KnownCertificates& known,
                             ReadStore before) {
  const auto items = directory.list();
  if (!items) {
    return tl::unexpected(items.error());
  }
  const std::string& path = directory.path();
  ReadStore read{path.substr(path.find_last_of("/\\") + 1), {}};
  Before earlier(std::move(before), touched);
  read.names.reserve(items->size());
  read.files.reserve(items->size());
  for (const DirectoryItem& item : *items) {
    if (passed_over(item)) {
      continue;
    }
    read.names.push_back(item.name);
    if (const auto why = why_not_read(item)) {
      // What a link points to may be a certificate that somebody means to be here.
      const RuleId id = item.kind == FileKind::link ? RuleId::unreadable_file : RuleId::junk;
      read.findings.push_back(finding(id, store, read.place_of(item.name), *why));
    } else if (!earlier.serves(item.name, read)) {
      read_one(directory, store, item.name, touched, known, read);
    }
  }
  return read;
}

StoreContents contents_of(const ReadStore& read, const Touched& touched) {
  std::vector<Entry> entries;
  entries.reserve(read.files.size());
  for (const ReadFile& file : read.files) {
    for (const StoreFile::Item& item : file.content.items) {
      Place place{read.place_of(file.name), file.content.properties};
      if (!touched.empty() && touched.contains(item.certificate.fingerprint())) {
        place.image = image_of(file, item);
      }
      entries.push_back({item.certificate, Origin::local, {std::move(place)}});
    }
  }
  return StoreContents(std::move(entries), read.findings);
}

Result<StoreFolders> store_folders(const DirectoryHandle& target, const Selection& selection) {
  const auto items = target.list();
  if (!items) {
    return tl::unexpected(items.error());
  }
  StoreFolders found;
  for (const DirectoryItem& item : *items) {
    if (item.name.starts_with('.')) {
      found.has_stage = found.has_stage || item.name == stage_name;
      continue;
    }
    const auto store = StoreName::parse(item.name);
    if (item.kind == FileKind::directory && store && selection.contains(*store)) {
      add_folder(target, *store, item.name, found);
    } else if (item.kind == FileKind::directory && !store) {
      found.others.push_back(no_store(item));
    } else if (item.kind != FileKind::directory && store && selection.contains(*store) &&
               stands_for_store(*store, selection)) {
      found.folders.insert_or_assign(*store, tl::unexpected(not_a_folder(target, item)));
    }
  }
  return found;
}

Result<ReadTarget> read_target(const DirectoryHandle& target, const Selection& selection,
                               Progress* progress) {
  auto found = store_folders(target, selection);
  if (!found) {
    return tl::unexpected(found.error());
  }
  const auto status = target.status();
  if (!status) {
    return tl::unexpected(status.error());
  }
  ReadTarget read;
  read.shared = written_by_several(target);
  std::size_t done = 0;
  for (const auto& [store, folder] : found->folders) {
    if (progress != nullptr) {
      progress->step("reading " + store.text(), done++, found->folders.size());
    }
    const auto at =
        read.stores.emplace(store, read_folder(target, store, folder, status->owner, selection))
            .first;
    if (!read.shared && at->second) {
      read.shared = at->second->shared;
    }
  }
  read.others = std::move(found->others);
  read.has_stage = found->has_stage;
  return read;
}

TargetState ReadTarget::state(const Selection& selection) const {
  TargetState state;
  for (const auto& [store, read] : stores) {
    state.emplace(store,
                  read ? Result<StoreContents>(contents_of(*read, touched_in(store, selection)))
                       : tl::unexpected(read.error()));
  }
  state.findings = others;
  state.shared = shared;
  state.has_leftovers = has_stage;
  return state;
}

}  // namespace trustctl::directory
