#include "providers/directory/read_target.hpp"

#include <algorithm>
#include <optional>

namespace trustctl::directory {

namespace {

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

void read_one(const DirectoryHandle& directory, const StoreName& store, const std::string& name,
              Retain retain, const KnownCertificates& known, ReadStore& read) {
  auto bytes = directory.read_file(name, file_size_limit);
  if (!bytes) {
    if (bytes.error().code != ErrorCode::not_found) {  // gone since it was listed
      read.findings.push_back(finding(RuleId::unreadable_file, store, place_of(directory, name),
                                      bytes.error().message));
    }
    return;
  }
  StoreFile content = parse_store_file(name, *bytes, known);
  if (!content.remarks.empty()) {
    report_remarks(content, store, place_of(directory, name), read.findings);
  }
  if (!content.items.empty()) {
    read.files.push_back(
        {name, retain == Retain::bytes ? std::move(*bytes) : Bytes(), std::move(content)});
  }
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

Result<StoreContents> read_folder(const DirectoryHandle& target, const StoreName& store,
                                  const Result<std::string>& folder,
                                  const KnownCertificates& known) {
  if (!folder) {
    return tl::unexpected(folder.error());
  }
  const auto directory = target.open_directory(*folder);
  if (!directory) {
    return tl::unexpected(directory.error());
  }
  auto read = read_store(*directory, store, Retain::contents, known);
  if (!read) {
    return tl::unexpected(read.error());
  }
  return contents_of(*directory, *read);
}

}  // namespace

std::string place_of(const DirectoryHandle& store, const std::string& name) {
  return store.path().substr(store.path().find_last_of("/\\") + 1) + '/' + name;
}

Image image_of(const DirectoryHandle& store, const ReadFile& file, const Fingerprint& certificate) {
  Image image{place_of(store, file.name), {}};
  if (file.content.holds_only({certificate})) {
    image.bytes = file.bytes;
    return image;
  }
  for (const StoreFile::Item& item : file.content.items) {
    if (item.certificate.fingerprint() == certificate) {
      image.bytes = copy(ByteView(file.bytes).subspan(item.begin, item.end - item.begin));
      return image;
    }
  }
  return image;
}

Result<ReadStore> read_store(const DirectoryHandle& directory, const StoreName& store,
                             Retain retain, const KnownCertificates& known) {
  const auto items = directory.list();
  if (!items) {
    return tl::unexpected(items.error());
  }
  ReadStore read;
  read.files.reserve(items->size());
  for (const DirectoryItem& item : *items) {
    if (passed_over(item)) {
      continue;
    }
    if (const auto why = why_not_read(item)) {
      // What a link points to may be a certificate that somebody means to be here.
      const RuleId id = item.kind == FileKind::link ? RuleId::unreadable_file : RuleId::junk;
      read.findings.push_back(finding(id, store, place_of(directory, item.name), *why));
    } else {
      read_one(directory, store, item.name, retain, known, read);
    }
  }
  return read;
}

StoreContents contents_of(const DirectoryHandle& directory, const ReadStore& read) {
  const std::string folder = place_of(directory, "");
  std::vector<Entry> entries;
  entries.reserve(read.files.size());
  for (const bool own : {true, false}) {
    for (const ReadFile& file : read.files) {
      if (own != (file.content.form == StoreFile::Form::own)) {
        continue;
      }
      for (const StoreFile::Item& item : file.content.items) {
        entries.push_back(
            {item.certificate, Origin::local, file.content.properties, {folder + file.name}});
      }
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

Result<TargetState> read_target(const DirectoryHandle& target, const Selection& selection,
                                Progress* progress) {
  auto found = store_folders(target, selection);
  if (!found) {
    return tl::unexpected(found.error());
  }
  TargetState state;
  std::size_t done = 0;
  for (const auto& [store, folder] : found->folders) {
    if (progress != nullptr) {
      progress->step("reading " + store.text(), done++, found->folders.size());
    }
    state.emplace(store, read_folder(target, store, folder, selection.known));
  }
  state.findings = std::move(found->others);
  return state;
}

}  // namespace trustctl::directory
