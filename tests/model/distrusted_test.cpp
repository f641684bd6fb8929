#include "engine/chains/distrusted.hpp"

#include <catch2/catch.hpp>

#include "tests/support/states.hpp"

namespace trustctl::test {

TEST_CASE("what has the signed bytes of an entry of Disallowed is that entry", "[model]") {
  const Certificate banned = fixture("lab-issuing-1");
  TargetState stores;
  stores.emplace(StoreName::disallowed(), StoreContents({local(banned), local(blob("junk"))}));
  const Distrusted distrusted(stores);

  Bytes other_signature = copy(banned.bytes());
  other_signature.back() ^= 1U;
  const Certificate* found = distrusted.find(Certificate::from_bytes(other_signature));
  REQUIRE(found != nullptr);
  CHECK(*found == banned);
  CHECK(distrusted.find(blob("junk")) != nullptr);
  CHECK(distrusted.find(blob("other")) == nullptr);
  CHECK(distrusted.find(fixture("lab-issuing-2")) == nullptr);
}

TEST_CASE("where there is no Disallowed, or it cannot be read, nothing is known of", "[model]") {
  TargetState stores;
  stores.emplace(StoreName::root(), StoreContents({local(fixture("lab-root"))}));
  CHECK(Distrusted(stores).empty());
  stores.emplace(StoreName::disallowed(),
                 tl::unexpected(Error{ErrorCode::access_denied, "cannot read"}));
  CHECK(Distrusted(stores).find(fixture("lab-root")) == nullptr);
}

}  // namespace trustctl::test
