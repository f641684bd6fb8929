#pragma once

#include <span>
#include <string>

#include "engine/explain/code.hpp"
#include "engine/model/error.hpp"
#include "engine/render/text_style.hpp"

namespace trustctl {

/// Codes in full, one after the other: numbers, meaning, causes, and what to do.
std::string explain_text(std::span<const CodeInfo* const> codes, Colours colours);

/// Codes by family, a line each: hexadecimal, signed decimal, name.
std::string code_list_text(std::span<const CodeInfo* const> codes, Colours colours);

/// Codes in full as JSON (schemas/report.schema.json, kind trustctl-explain).
std::string explain_json(std::span<const CodeInfo* const> codes, std::span<const Error> errors);

}  // namespace trustctl
