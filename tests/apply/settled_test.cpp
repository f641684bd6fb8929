// Before, after or neither: an entry, copy by copy, held against a change.
#include "engine/apply/settled.hpp"

#include <catch2/catch.hpp>

#include "tests/support/states.hpp"

using namespace trustctl;
using namespace trustctl::test;

namespace {

Properties owned_by(const char* owner) { return local(lab_root(), {owner}).properties(); }

Properties named_by(const char* name, const char* owner) {
  Properties properties = owned_by(owner);
  properties.friendly_name = name;
  return properties;
}

}  // namespace

TEST_CASE("an update is done where every copy that says anything says it", "[apply]") {
  const Properties old = owned_by("lab");
  const Properties wanted = named_by("new", "lab");
  const Change update = Update{StoreName::root(), lab_root(), old, wanted};
  const auto stands = [&](std::vector<Place> places) {
    return standpoint(update, StoreContents({Entry{lab_root(), Origin::local, std::move(places)}}));
  };
  CHECK(stands({{"a", wanted}, {"b", old}}) == Standpoint::before);  // killed between the two
  CHECK(stands({{"a", old}, {"b", wanted}}) == Standpoint::before);
  CHECK(stands({{"a", wanted}, {"b", wanted}}) == Standpoint::after);
  CHECK(stands({{"a", wanted}, {"bundle", {}}}) == Standpoint::after);  // it can say nothing
  CHECK(stands({{"a", owned_by("other")}, {"bundle", {}}}) == Standpoint::neither);
}

TEST_CASE("a copy that no reader sees is missing to an addition and there to a removal",
          "[apply]") {
  const StoreContents half({Entry{lab_root(), Origin::local, {{"a", {}, {}, false}}}});
  CHECK(standpoint(Add{StoreName::root(), lab_root(), {}}, half) == Standpoint::before);
  CHECK(standpoint(Remove{StoreName::root(), lab_root(), {}}, half) == Standpoint::before);
}

TEST_CASE("what a vendor counts as its own once it is there, is done", "[apply]") {
  const StoreContents vendors({by_vendor(lab_root())});
  const Properties ours = local(lab_root(), {"lab"}).properties();
  CHECK(standpoint(Add{StoreName::root(), lab_root(), {}}, vendors) == Standpoint::after);
  CHECK(standpoint(Update{StoreName::root(), lab_root(), ours, {}}, vendors) == Standpoint::after);
  CHECK(standpoint(Add{StoreName::root(), lab_root(), ours}, vendors) == Standpoint::before);
  CHECK(standpoint(Update{StoreName::root(), lab_root(), {}, ours}, vendors) ==
        Standpoint::neither);
}
