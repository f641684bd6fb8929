#include "engine/chains/path_length.hpp"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

namespace trustctl {

namespace {

// How many CAs may follow below a member, and whose path length says so.
struct Room {
  std::uint64_t length;
  std::size_t limiting;
};

constexpr std::uint64_t unlimited = std::numeric_limits<std::uint64_t>::max();

std::uint64_t own_length(const Certificate& certificate) {
  const auto constraints = certificate.basic_constraints();
  return constraints.has_value() && constraints->ca ? constraints->path_length.value_or(unlimited)
                                                    : unlimited;
}

class Rooms {
 public:
  Rooms(std::span<const ChainMember> members, const ChainLinks& links)
      : m_members(members), m_links(links), m_rooms(members.size()) {
    // Room only grows while it is found, and by each round at one member at least.
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t member = 0; member < members.size(); ++member) {
        const auto room = room_of(member);
        if (room.has_value() &&
            (!m_rooms[member].has_value() || m_rooms[member]->length < room->length)) {
          m_rooms[member] = room;
          changed = true;
        }
      }
    }
  }

  // Whose path length is in the way; none where some issuer has room, or one's is not known.
  std::optional<std::size_t> in_the_way_of(std::size_t member) const {
    std::optional<std::size_t> limiting;
    for (const ChainLink& link : m_links.issuers_of(member)) {
      const auto& room = m_rooms[link.issuer];
      if (!room.has_value() || room->length > 0) {
        return std::nullopt;
      }
      limiting = room->limiting;
    }
    return m_rooms[member].has_value() ? std::nullopt : limiting;
  }

 private:
  std::optional<Room> room_of(std::size_t member) const {
    const Certificate& certificate = m_members[member].certificate;
    std::optional<Room> best;
    if (m_links.issuers_of(member).empty()) {
      best = Room{unlimited, member};
    }
    for (const ChainLink& link : m_links.issuers_of(member)) {
      auto room = m_rooms[link.issuer];
      if (room.has_value() && !certificate.self_issued()) {
        room = below(*room);
      }
      if (room.has_value() && (!best.has_value() || best->length < room->length)) {
        best = room;
      }
    }
    const std::uint64_t own = own_length(certificate);
    return best.has_value() && own < best->length ? Room{own, member} : best;
  }

  static std::optional<Room> below(Room room) {
    if (room.length == 0) {
      return std::nullopt;
    }
    room.length -= room.length == unlimited ? 0 : 1;
    return room;
  }

  std::span<const ChainMember> m_members;
  const ChainLinks& m_links;
  std::vector<std::optional<Room>> m_rooms;
};

}  // namespace

std::vector<TooDeep> too_deep(std::span<const ChainMember> members, const ChainLinks& links) {
  const bool limited = std::any_of(members.begin(), members.end(), [](const ChainMember& one) {
    return own_length(one.certificate) != unlimited;
  });
  std::vector<TooDeep> all;
  if (!limited) {
    return all;
  }
  const Rooms rooms(members, links);
  for (std::size_t member = 0; member < members.size(); ++member) {
    if (const auto limiting = rooms.in_the_way_of(member)) {
      all.push_back({member, *limiting});
    }
  }
  return all;
}

std::string path_length_text(const Certificate& limiting) {
  const std::uint64_t allowed = own_length(limiting);
  return "stands deeper than '" + limiting.label() + "' allows (pathLenConstraint " +
         std::to_string(allowed) + "): nothing that it issues can ever be trusted";
}

}  // namespace trustctl
