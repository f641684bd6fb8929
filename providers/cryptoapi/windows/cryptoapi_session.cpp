#include "providers/cryptoapi/windows/cryptoapi_session.hpp"

#include <utility>

#include "engine/apply/settled.hpp"
#include "providers/cryptoapi/windows/batch.hpp"
#include "providers/cryptoapi/windows/read_target.hpp"

namespace trustctl::cryptoapi {

CryptoapiSession::CryptoapiSession(StoreLocation location, FileLock lock, Progress* progress)
    : m_location(location), m_lock(std::move(lock)), m_progress(progress) {}

Result<TargetState> CryptoapiSession::read(const Selection& selection) const {
  return read_target(m_location, selection, m_progress);
}

Result<const LocalStore*> CryptoapiSession::local(const StoreName& name) const {
  auto known = m_stores.find(name);
  if (known == m_stores.end()) {
    auto store = LocalStore::open(m_location, name);
    if (!store) {
      return tl::unexpected(store.error());
    }
    known = m_stores.emplace(name, std::move(*store)).first;
  }
  return &known->second;
}

// Before the journal begins, so what cannot be done at all is refused here, with nothing changed.
Result<std::vector<Image>> CryptoapiSession::preserve(const Change& change) const {
  if (const auto may = may_be_changed(m_location, change); !may) {
    return tl::unexpected(may.error());
  }
  const auto store = local(store_of(change));
  if (!store) {
    return tl::unexpected(store.error());
  }
  const auto found = (*store)->find(certificate_of(change));
  if (!found) {
    return tl::unexpected(found.error());
  }
  std::vector<Image> images;
  if (*found && (*found)->origin == Origin::local) {
    images.push_back({to_string(m_location) + '\\' + store_of(change).text() + "\\.Default",
                      (*found)->element.write()});
  }
  return images;
}

Applied CryptoapiSession::apply(std::span<const Step> steps, const std::stop_token& stop) {
  m_stores.clear();
  if (auto nothing = stopped(steps, stop)) {
    return *std::move(nothing);
  }
  return {Batch(m_location, steps, m_progress).run()};
}

}  // namespace trustctl::cryptoapi
