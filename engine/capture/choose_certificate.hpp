#pragma once

#include <span>
#include <string_view>

#include "engine/model/certificate.hpp"
#include "engine/model/store_contents.hpp"
#include "engine/result.hpp"

namespace trustctl {

/// The one certificate in the readable stores of some targets that a person means: by SHA-256, by
/// thumbprint, by its label, or by a part of its subject that no other has, in any case (of ASCII
/// letters). Fails with not_found, and with invalid_input where several fit, naming them.
Result<Certificate> choose_certificate(std::string_view text, std::span<const TargetState> states);

/// Of a file's certificates the one that it is about: the first that is no CA certificate, else the
/// first. There is one at least.
const Certificate& subject_of_file(std::span<const Certificate> certificates);

}  // namespace trustctl
