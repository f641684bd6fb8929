#include "engine/chains/distrusted.hpp"

namespace trustctl {

namespace {

std::string_view signed_bytes(const Certificate& certificate) {
  const ByteView tbs = certificate.tbs();
  return as_text(tbs.empty() ? certificate.bytes() : tbs);
}

}  // namespace

Distrusted::Distrusted(const TargetState& stores) {
  add_store(stores.stores);
  if (stores.inherited.has_value()) {
    add_store(*stores.inherited);
  }
}

void Distrusted::add_store(const TargetState::Stores& stores) {
  const auto disallowed = stores.find(StoreName::disallowed());
  if (disallowed == stores.end() || !disallowed->second.has_value()) {
    return;
  }
  for (const Entry& entry : disallowed->second->entries()) {
    add(entry.certificate);
  }
}

void Distrusted::add(const Certificate& certificate) {
  m_by_signed_bytes.emplace(signed_bytes(certificate), certificate);
}

const Certificate* Distrusted::find(const Certificate& certificate) const {
  if (m_by_signed_bytes.empty()) {
    return nullptr;
  }
  const auto found = m_by_signed_bytes.find(signed_bytes(certificate));
  return found == m_by_signed_bytes.end() ? nullptr : &found->second;
}

}  // namespace trustctl
