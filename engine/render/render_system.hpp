#pragma once

#include <cstdint>
#include <string>

#include "engine/json/json_writer.hpp"
#include "engine/render/text_style.hpp"
#include "engine/verify/answer.hpp"
#include "engine/verify/system_answer.hpp"

namespace trustctl {

/// Windows' verdict, its codes and its chain, and where it differs from ours: one paragraph.
std::string system_text(const Answer& ours, const SystemAnswer& theirs, Colours colours);

/// The same, as the value of a member.
void write_system(JsonWriter& json, const Answer& ours, const SystemAnswer& theirs);

}  // namespace trustctl
